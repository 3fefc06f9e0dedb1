import { answer } from '../http/answer';
import { owner } from '../http/owner';
import { readTicket } from '../http/ticket';
import { getServices } from '../services';

export default {
  list: answer('unexpected', async (ctx) => {
    ctx.body = { data: await getServices().jobs.list(owner(ctx)) };
  }),

  /** Touches no database: on SQLite a restore holds the only connection. */
  find: answer('unexpected', async (ctx) => {
    ctx.set('Cache-Control', 'no-store');
    ctx.body = { data: getServices().jobs.find(ctx.params.id, readTicket(ctx)).snapshot() };
  }),

  cancel: answer('unexpected', async (ctx) => {
    const job = getServices().jobs.find(ctx.params.id, readTicket(ctx));
    job.cancel();
    ctx.body = { data: job.snapshot() };
  }),
};

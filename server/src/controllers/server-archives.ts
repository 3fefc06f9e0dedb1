import type { ServerArchives } from '../../../shared/contract';
import { answer } from '../http/answer';
import { readServerArchiveOptions } from '../http/options';
import { owner } from '../http/owner';
import { getServices } from '../services';

export default {
  list: answer('unexpected', async (ctx) => {
    const { enabled, list } = getServices().archives;
    const data: ServerArchives = { enabled, archives: await list() };
    ctx.body = { data };
  }),

  read: answer('unexpected', async (ctx) => {
    const options = readServerArchiveOptions(ctx);
    ctx.body = { data: await getServices().arrivals.fromServer(options, owner(ctx)) };
    ctx.status = 202;
  }),
};

import type { Context } from 'koa';
import { answer } from '../http/answer';
import { owner } from '../http/owner';
import { cameByTicket } from '../http/upload-ticket';
import { answerTus } from '../http/tus';
import { getServices } from '../services';

/** tus's way past proxies that let no PATCH through. */
function isPatchInPost(ctx: Context): boolean {
  return ctx.method === 'POST' && ctx.get('X-HTTP-Method-Override').toUpperCase() === 'PATCH';
}

export default {
  create: answer('unexpected', (ctx) => answerTus(ctx, getServices().arrivals, owner(ctx))),

  /** Asks or adds a part; deletes. */
  goOn: answer('unexpected', async (ctx) => {
    const { arrivals } = getServices();
    // tus's server takes any verb from the header, so that a ticket, which may only send parts, could delete.
    if (!isPatchInPost(ctx)) delete ctx.req.headers['x-http-method-override'];
    const isPart = ctx.method === 'PATCH' || isPatchInPost(ctx);
    if (ctx.method === 'POST' && !isPart) {
      ctx.status = 405;
      return;
    }
    if (!cameByTicket(ctx)) await arrivals.check(ctx.params.id, owner(ctx));
    // Told here, before a part that nobody wants is read.
    const failure = isPart && (await arrivals.failure(ctx.params.id));
    if (failure) throw failure;
    await answerTus(ctx, arrivals);
  }),
};

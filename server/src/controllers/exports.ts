import type { Context } from 'koa';
import { answer } from '../http/answer';
import { readExportOptions } from '../http/options';
import { owner } from '../http/owner';
import { readTicket } from '../http/ticket';
import { getServices } from '../services';

export default {
  create: answer('exportFailed', async (ctx) => {
    ctx.body = { data: await getServices().exports.create(readExportOptions(ctx), owner(ctx)) };
    ctx.status = 201;
  }),

  download: answer('exportFailed', async (ctx: Context) => {
    // The router answers HEAD with GET's handler, and a look must not use up the one download.
    if (ctx.method !== 'GET') {
      ctx.status = 405;
      return;
    }
    const { filename, body } = getServices().exports.download(
      ctx.params.id,
      readTicket(ctx),
      ctx.res,
    );
    ctx.attachment(filename);
    // Of no type that a compressing middleware would take on, and not to be held back by a proxy.
    ctx.type = 'application/octet-stream';
    ctx.set({ 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' });
    ctx.body = body;
  }),
};

import type { Context } from 'koa';
import { answer } from '../http/answer';
import { archiveBody } from '../http/archive-body';
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
    const { filename, archive } = getServices().exports.download(
      ctx.params.id,
      readTicket(ctx),
      ctx.res,
    );
    ctx.attachment(filename);
    ctx.type = 'application/octet-stream';
    // An archive is compressed already or was asked for plain: neither a middleware nor a proxy is to do it again, ...
    ctx.compress = false;
    // ... or to hold it back.
    ctx.set({ 'Cache-Control': 'no-store, no-transform', 'X-Accel-Buffering': 'no' });
    ctx.body = archiveBody(archive);
  }),
};

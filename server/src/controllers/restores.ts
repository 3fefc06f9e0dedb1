import { answer } from '../http/answer';
import { readRestoreOptions } from '../http/options';
import { owner } from '../http/owner';
import { getServices } from '../services';

export default {
  create: answer('restoreFailed', async (ctx) => {
    ctx.body = { data: await getServices().restores.create(readRestoreOptions(ctx), owner(ctx)) };
    ctx.status = 202;
  }),

  undo: answer('restoreFailed', async (ctx) => {
    ctx.body = { data: await getServices().restores.undo(ctx.params.id, owner(ctx)) };
    ctx.status = 202;
  }),
};

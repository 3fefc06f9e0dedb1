import type { Context } from 'koa';
import type { ErrorCode } from '../../../shared/contract';
import { asLifeboatError } from '../errors';
import { logFailure } from '../log';

type Handler = (ctx: Context) => Promise<unknown>;

/**
 * Wraps a controller's action: what it throws becomes an answer in Strapi's shape of an error.
 * @param fallback what an error without words of its own is told as
 */
export function answer(fallback: ErrorCode, handler: Handler): Handler {
  return async (ctx) => {
    try {
      await handler(ctx);
    } catch (cause) {
      const error = asLifeboatError(cause, fallback);
      if (error.status >= 500) logFailure(strapi, error);
      ctx.status = error.status;
      ctx.body = { data: null, error: error.toBody() };
    }
  };
}

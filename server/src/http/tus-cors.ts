import type { Context, Next } from 'koa';
import { TUS_PATH } from '../../../shared/contract';

const HEADERS = [
  'Tus-Resumable',
  'Upload-Length',
  'Upload-Offset',
  'Upload-Metadata',
  'X-HTTP-Method-Override',
];

/**
 * `strapi::cors` says from which origins an admin may be used, but knows nothing of tus's headers: where it has
 * allowed an origin, they are allowed too.
 */
export async function allowTusHeaders(ctx: Context, next: Next): Promise<void> {
  await next();
  const isPreflight = ctx.method === 'OPTIONS' && ctx.path.startsWith(TUS_PATH);
  if (!isPreflight || !ctx.response.get('Access-Control-Allow-Origin')) return;
  const allowed = ctx.response.get('Access-Control-Allow-Headers');
  ctx.set('Access-Control-Allow-Headers', [allowed, ...HEADERS].filter(Boolean).join(', '));
}

import type { Context, Next } from 'koa';
import { RESTORING_HEADER } from '../../../shared/contract';
import { LifeboatError } from '../errors';
import type { SiteGate } from '../services/site-gate';
import { UPLOADS } from './multipart';

/** Seconds. Most restores are over by then. */
const RETRY_AFTER = '5';
const READING = ['GET', 'HEAD', 'OPTIONS'];

/** Answered from memory, with a ticket instead of a login. */
const OURS = /^\/lifeboat\/jobs\/[^/]+$/i;
/** Strapi's router minds neither case nor a slash at the end. */
const PARTS = /^\/lifeboat\/tus(\/|$)/i;
/** Where an admin asks whether the restore is over. */
const HEALTH = '/_health';
/**
 * They write, but only sessions, which no restore touches (`@strapi/admin` routes/authentication); the last is Strapi
 * 4's, and writes nothing.
 */
const SIGNING_IN = /^\/admin\/(login|logout|access-token|renew-token)$/;
/** Files of the built admin, served from disk. */
const ADMIN_FILES = /\.(js|css|map|woff2?|svg|png|ico|json)$/;

/**
 * Keeps other requests out while a restore replaces what they would read, and those that write from the moment on at
 * which its safety copy is made. They are answered at once, where they would wait for the database's one connection.
 *
 * @param adminPath where the admin is served
 * @param graphqlPath where GraphQL is, whose reading requests can't be told from its writing ones
 */
export function createGateMiddleware(gate: SiteGate, adminPath: string, graphqlPath: string) {
  return async function siteGate(ctx: Context, next: Next): Promise<void> {
    if (ctx.path === HEALTH && gate.state !== 'open') tellOfRestore(ctx);
    if (passesAlways(ctx)) return next();
    const kind = READING.includes(ctx.method) || SIGNING_IN.test(ctx.path) ? 'reading' : 'writing';
    if (gate.state === 'closed' || (gate.state === 'readOnly' && kind === 'writing')) {
      refuse(ctx);
      return;
    }
    // A part may take a minute, a file in one request an hour, and neither writes anything of the site's.
    if (isUpload(ctx)) return next();
    const leave = gate.enter(kind);
    try {
      await next();
    } finally {
      leave();
    }
  };

  function passesAlways({ method, path }: Context): boolean {
    return (
      method === 'OPTIONS' ||
      path === HEALTH ||
      OURS.test(path) ||
      (path.startsWith(`${adminPath}/`) && ADMIN_FILES.test(path))
    );
  }

  function refuse(ctx: Context): void {
    const error = new LifeboatError('siteRestoring');
    ctx.status = error.status;
    ctx.set({ 'Retry-After': RETRY_AFTER, 'Cache-Control': 'no-store' });
    tellOfRestore(ctx);
    if (ctx.method === 'GET' && ctx.accepts('json', 'html') === 'html') {
      ctx.type = 'html';
      ctx.body = PAGE;
    } else if (ctx.path === graphqlPath) {
      ctx.body = { data: null, errors: [{ message: error.message }] };
    } else {
      ctx.body = { data: null, error: error.toBody() };
    }
  }
}

function isUpload({ method, path }: Context): boolean {
  return PARTS.test(path) || (method === 'POST' && UPLOADS.test(path));
}

function tellOfRestore(ctx: Context): void {
  ctx.set(RESTORING_HEADER, '1');
  allowOrigin(ctx);
}

/** Strapi's CORS comes later; without this an admin on another origin could not read why it was refused. */
function allowOrigin(ctx: Context): void {
  const origin = ctx.get('Origin');
  ctx.vary('Origin');
  if (!origin) return;
  ctx.set({
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Credentials': 'true',
    'Access-Control-Expose-Headers': `Retry-After, ${RESTORING_HEADER}`,
  });
}

/** Asks again by itself; without scripts, since the site's own policy may forbid those. */
const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="refresh" content="2">
<title>The site is being restored</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 34rem; margin: 20vh auto 0; padding: 0 1.5rem }
h1 { font-size: 1.5rem }
</style>
</head>
<body>
<main>
<h1>The site is being restored</h1>
<p role="status">A backup is being put back. This usually takes a few seconds. This page tries again by itself.</p>
</main>
</body>
</html>
`;

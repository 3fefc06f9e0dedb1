import type { Core } from '@strapi/types';
import { findService } from './service';

const JWT_UID = 'plugin::users-permissions.jwt';

interface Verified {
  id?: number | string;
}
/** `@strapi/plugin-users-permissions` services/jwt.js. */
interface Jwt {
  verify(token: string): Promise<Verified>;
}

/**
 * Has users-permissions refuse tokens of end users that were issued too long ago. The plugin verifies each token by
 * this one function, whoever asks it: REST, GraphQL, sockets. What it throws is what the plugin throws for any token
 * that does not hold, so the request is answered with 401.
 * @param refusedUntil the last second whose tokens are refused for an id
 */
export function refuseTokens(
  strapi: Core.Strapi,
  refusedUntil: (userId: number) => Promise<number | undefined>,
): void {
  const jwt = findService<Jwt>(strapi, JWT_UID);
  if (!jwt) return;
  const verify = jwt.verify.bind(jwt);
  // In place: others may hold the service already, and it calls itself.
  jwt.verify = async (token) => {
    const verified = await verify(token);
    const id = Number(verified.id);
    const until = Number.isInteger(id) ? await refusedUntil(id) : undefined;
    if (until !== undefined && issuedAt(token) <= until) throw new Error('Invalid token.');
    return verified;
  };
}

/** Reads a verified token's time. One that does not say when counts as old. */
function issuedAt(token: string): number {
  const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString();
  const { iat } = JSON.parse(payload) as { iat?: number };
  return iat ?? 0;
}

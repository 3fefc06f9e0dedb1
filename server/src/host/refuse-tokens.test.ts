import type { Core } from '@strapi/types';
import { describe, expect, it } from 'vitest';
import { refuseTokens } from './refuse-tokens';

interface Payload {
  id?: unknown;
  iat?: number;
}

const tokenOf = (payload: Payload): string =>
  `head.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.signature`;

/** Verifies as users-permissions would, with the tokens of user 5 refused up to second 100. */
function verify(payload: Payload, verified: object = payload): Promise<unknown> {
  const jwt = {
    calls: 0,
    async verify(this: { calls: number }, _token: string) {
      this.calls += 1;
      return verified;
    },
  };
  const strapi = { service: () => jwt } as unknown as Core.Strapi;
  refuseTokens(strapi, async (id) => (id === 5 ? 100 : undefined));
  return jwt.verify(tokenOf(payload));
}

describe('refuseTokens', () => {
  it('refuses what was issued in time to be refused', async () => {
    await expect(verify({ id: 5, iat: 99 })).rejects.toThrow('Invalid token.');
    await expect(verify({ id: 5, iat: 100 })).rejects.toThrow('Invalid token.');
    await expect(verify({ id: '5', iat: 100 })).rejects.toThrow('Invalid token.');
  });

  it('lets through what is newer, and other people', async () => {
    expect(await verify({ id: 5, iat: 101 })).toEqual({ id: 5, iat: 101 });
    expect(await verify({ id: 6, iat: 1 })).toEqual({ id: 6, iat: 1 });
  });

  it('refuses a token that does not say when it was issued', async () => {
    await expect(verify({ id: 5 })).rejects.toThrow('Invalid token.');
  });

  it('goes by the id that the plugin found, which stands elsewhere in a session token', async () => {
    await expect(verify({ iat: 100 }, { id: 5, sessionId: 's' })).rejects.toThrow('Invalid token.');
    expect(await verify({ iat: 1 }, {})).toEqual({});
  });

  it('does nothing on a site without users-permissions', () => {
    const strapi = { service: () => undefined } as unknown as Core.Strapi;
    expect(() => refuseTokens(strapi, async () => undefined)).not.toThrow();
  });
});

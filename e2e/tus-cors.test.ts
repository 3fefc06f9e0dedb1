import { beforeAll, describe, expect, it } from 'vitest';
import { TUS_PATH } from '../shared/contract';
import { startSite } from './support/fixtures';
import { type RawAnswer, type RawTus, openedId, rawTus } from './support/raw-tus';

const FRIEND = 'https://admin.example.com';
const STRANGER = 'https://elsewhere.example.com';

let client: RawTus;
let id: string;

beforeAll(async () => {
  const site = await startSite('empty', { env: { CORS_ORIGIN: FRIEND } });
  client = rawTus(site, await site.login());
  id = openedId(await client.open(1000));
});

const ANSWERS: [what: string, ask: (headers: Record<string, string>) => Promise<RawAnswer>][] = [
  ['a new upload', (headers) => client.open(1000, headers)],
  ['a look', (headers) => client.ask('HEAD', `${TUS_PATH}/${id}`, headers)],
  ['a part that is refused', (headers) => client.part(id, 7, Buffer.alloc(1), headers)],
  ['nothing that is there', (headers) => client.ask('HEAD', `${TUS_PATH}/nothing`, headers)],
];

describe.each(ANSWERS)('the answer to %s', (_what, ask) => {
  it.each([FRIEND, STRANGER, undefined])(
    'lets %s read what Strapi lets it read',
    async (origin) => {
      const headers: Record<string, string> = origin ? { Origin: origin } : {};
      const told = (await ask(headers)).headers;
      const strapis = (await client.ask('GET', '/lifeboat/uploads', headers)).headers;
      for (const name of ['origin', 'credentials', 'methods', 'headers']) {
        const header = `access-control-allow-${name}`;
        expect([header, told[header]]).toEqual([header, strapis[header]]);
      }
      const allowed = told['access-control-allow-origin'];
      if (origin) expect(allowed).toBe(origin === FRIEND ? FRIEND : undefined);
      // What tus itself has answered.
      if (origin === FRIEND && told['tus-resumable']) {
        expect(told['access-control-expose-headers']).toMatch(/Upload-Offset/);
      }
    },
  );
});

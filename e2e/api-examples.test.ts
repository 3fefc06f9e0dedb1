import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startSite } from './support/fixtures';
import type { Site } from './support/site';

const isThere = (program: string): boolean => spawnSync(program, ['--version']).status === 0;
/** `npm test` installs what is missing, where it can. */
const isSkipped = !['bash', 'curl', 'jq'].every(isThere);

const PAGE = path.resolve(__dirname, '../docs/api.md');
const ADDRESS = 'SITE=http://127.0.0.1:1337\n';

let site: Site;
let dir: string;
beforeAll(async () => {
  site = await startSite('magazine');
  dir = await mkdtemp(path.join(tmpdir(), 'lifeboat-examples-'));
});
afterAll(() => rm(dir, { recursive: true }));

it.skipIf(isSkipped)(
  'the examples of docs/api.md do what the page says, as they stand there',
  async () => {
    const page = await readFile(PAGE, 'utf8');
    const examples = [...page.matchAll(/^```sh\n(.*?)^```/gms)].map(([, example]) => example);
    expect(examples.length).toBeGreaterThan(10);
    expect(examples[0]).toContain(ADDRESS);
    const script = ['set -eo pipefail', ...examples]
      .join('\n')
      .replace(ADDRESS, `SITE=${site.url}\n`);
    const { stdout } = await promisify(execFile)('bash', ['-c', script], { cwd: dir });

    const words = stdout.split('\n').map((line) => line.replaceAll('"', '').trim());
    expect(words).toEqual(expect.arrayContaining(['api::tag.tag', 'cancelled', 'receiving', '[]']));
    expect(words).toContain('HTTP/1.1 200 OK');
    // The export, the restore, and the restore once more in the list.
    expect(words.filter((word) => word === 'done').length).toBe(3);
    // A folder of the server's that is not there answers with an error; everything else answers.
    expect(words.filter((word) => word === 'null').length).toBe(1);
    expect(stdout.trimEnd()).toMatch(/\{\s+"id": "[^"]+",\s+"ticket": "[^"]+"\s+\}$/);
  },
);

import { beforeAll, describe, expect, it } from 'vitest';
import type { JobList } from '../shared/contract';
import { MARIADB, POSTGRES, isSkipped } from './support/databases';
import { editArchive } from './support/edit-archive';
import { startSite } from './support/fixtures';
import { exportFrom, restoreTo } from './support/site';

interface Entity {
  type: string;
  data: Record<string, unknown>;
}

const USER = 'plugin::users-permissions.user';
const SECRETS = {
  password: '$2a$10$abcdefghijklmnopqrstuvSECRETpasswordHash0123456789abcd',
  resetPasswordToken: 'secret-reset-token-0123456789',
  confirmationToken: 'secret - confirmation - token',
};
/** More than the column takes. */
const LONG = 'somebody '.repeat(100);

let archive: Buffer;

beforeAll(async () => {
  const magazine = await startSite('magazine');
  const plain = await exportFrom(magazine, { encrypt: false, compress: false });
  await magazine.stop();
  archive = await editArchive(plain, ({ editRecords }) =>
    editRecords<Entity>('entities', (record) =>
      record.type === USER
        ? { ...record, data: { ...record.data, ...SECRETS, username: LONG } }
        : record,
    ),
  );
});

for (const server of [POSTGRES, MARIADB]) {
  describe.skipIf(await isSkipped(server))(`a row that ${server.name} refuses`, () => {
    it('fails the restore, and is told in the database’s words without any row', async () => {
      const site = await startSite('empty', { server, env: { LOG_LEVEL: 'silly' } });
      const job = await restoreTo(site, archive);
      expect(job).toMatchObject({ state: 'failed', error: { details: { code: 'restoreFailed' } } });
      expect(site.log()).toMatch(/too long/);
      expect(site.log()).toMatch(/22001|ER_DATA_TOO_LONG/);

      const { body } = await site.api<JobList>('GET', '/lifeboat/jobs');
      const rows = await site.database.connected((connection) =>
        connection('lifeboat_jobs').select(),
      );
      for (const told of [site.log(), JSON.stringify([job, body, rows])]) {
        for (const secret of [...Object.values(SECRETS), 'somebody', 'insert into'])
          expect(told).not.toContain(secret);
      }
      await site.stop();
    });
  });
}

import { createHash } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import S3rver from 's3rver';
import { HOST } from './host';

/** A storage that speaks S3, in this process. */
export interface Storage {
  /** Makes a site of the playground keep its files in the bucket. */
  env(bucket: string): NodeJS.ProcessEnv;
  /** SHA-256 by name of all that lies in the bucket, read from the disk. */
  hashes(bucket: string): Promise<Record<string, string>>;
  close(): Promise<void>;
}

/** How s3rver names an object's bytes; what else it keeps has other endings. */
const OBJECT = '._S3rver_object';
/** The only credentials that it knows. */
const KEY = 'S3RVER';

export async function startStorage(...buckets: string[]): Promise<Storage> {
  const directory = await mkdtemp(path.join(tmpdir(), 'lifeboat-s3-'));
  const server = new S3rver({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    directory,
    configureBuckets: buckets.map((name) => ({ name })),
  });
  const { port } = await server.run();
  return {
    env: (bucket) => ({
      UPLOAD_PROVIDER: 'aws-s3',
      S3_ENDPOINT: `http://127.0.0.1:${port}`,
      S3_BUCKET: bucket,
      ...(HOST.name === 'strapi4' && { S3_BASE_URL: `http://127.0.0.1:${port}/${bucket}` }),
      S3_ACCESS_KEY_ID: KEY,
      S3_SECRET_ACCESS_KEY: KEY,
    }),
    async hashes(bucket) {
      const folder = path.join(directory, bucket);
      const names = (await readdir(folder)).filter((name) => name.endsWith(OBJECT)).sort();
      const hashes = names.map(async (name) => {
        const hash = createHash('sha256').update(await readFile(path.join(folder, name)));
        return [name.slice(0, -OBJECT.length), hash.digest('hex')];
      });
      return Object.fromEntries(await Promise.all(hashes)) as Record<string, string>;
    },
    async close() {
      await server.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

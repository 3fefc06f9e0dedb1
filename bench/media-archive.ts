import { randomFillSync } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createArchiveWriter, createJsonlWriter } from '../server/src/archive';
import { entriesOf } from '../e2e/support/tar';

const FIRST_DATE = '2026-01-01T00:00:00.000Z';

/**
 * Writes a plain archive of `count` files of `bytes` random bytes each, without content.
 * @param model a plain archive of the site that will take it: its schemas and metadata are used
 */
export async function writeMediaArchive(
  target: string,
  model: Buffer,
  count: number,
  bytes: number,
): Promise<void> {
  const writer = createArchiveWriter({ compress: false });
  const writing = pipeline(writer.output, createWriteStream(target));
  for (const { name, content } of await entriesOf(model)) {
    if (name === 'metadata.json' || name.startsWith('schemas/')) await writer.add(name, content);
  }

  const entities = createJsonlWriter(writer, 'entities', 1e9);
  for (let id = 1; id <= count; id += 1) {
    await entities.write({ type: 'plugin::upload.file', id, data: fileRow(id, bytes) });
  }
  await entities.end();

  const content = Buffer.alloc(bytes);
  for (let id = 1; id <= count; id += 1) {
    const row = fileRow(id, bytes);
    const metadata = Buffer.from(JSON.stringify({ id, ...row }));
    await writer.add(`assets/metadata/${row.hash}${row.ext}.json`, metadata);
    await writer.add(`assets/uploads/${row.hash}${row.ext}`, randomFillSync(content));
  }
  await writer.finish();
  await writing;
}

function fileRow(id: number, bytes: number) {
  const hash = `bench_${String(id).padStart(6, '0')}`;
  return {
    documentId: `bench${String(id).padStart(19, '0')}`,
    name: `${hash}.bin`,
    hash,
    ext: '.bin',
    mime: 'application/octet-stream',
    size: bytes / 1000,
    url: `/uploads/${hash}.bin`,
    provider: 'local',
    folderPath: '/',
    createdAt: FIRST_DATE,
    updatedAt: FIRST_DATE,
    publishedAt: FIRST_DATE,
    locale: null,
  };
}

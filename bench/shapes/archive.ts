import { createWriteStream } from 'node:fs';
import { entriesOf } from '../../e2e/support/tar';
import {
  type ArchiveWriter,
  createArchiveWriter,
  createJsonlWriter,
  deriveCipherKey,
} from '../../server/src/archive';
import { KEY } from '../sample';
import type { Asset, Content } from './content';

const MAX_JSONL_BYTES = 256 * 1024 * 1024;

/**
 * Writes an archive in the form that both sides make by default, gzipped and encrypted, with all that an empty site
 * has and the content of a shape. Never holds more than a piece of it.
 * @param model a plain archive of such an empty site
 */
export async function writeArchive(target: string, model: Buffer, content: Content): Promise<void> {
  const writer = createArchiveWriter({ compress: true, key: await deriveCipherKey(KEY) });
  const writing = writer.sendTo(createWriteStream(target));
  const entries = await entriesOf(model);
  const linesOf = (folder: string): unknown[] =>
    entries
      .filter(({ name }) => name.startsWith(`${folder}/`))
      .flatMap((entry) => entry.content.toString().split('\n').filter(Boolean))
      .map((line) => JSON.parse(line) as unknown);

  const metadata = entries.find(({ name }) => name === 'metadata.json')!;
  await writer.add(metadata.name, metadata.content);
  await writeLines(writer, 'schemas', linesOf('schemas'));
  await writeLines(writer, 'entities', linesOf('entities'), content.entities());
  for (const asset of content.assets()) await writeAsset(writer, asset);
  await writeLines(writer, 'links', linesOf('links'), content.links());
  await writeLines(writer, 'configuration', linesOf('configuration'));
  await writer.finish();
  await writing;
}

async function writeLines(
  writer: ArchiveWriter,
  folder: string,
  ...sources: Iterable<unknown>[]
): Promise<void> {
  const jsonl = createJsonlWriter(writer, folder, MAX_JSONL_BYTES);
  for (const source of sources) {
    for (const record of source) await jsonl.write(Buffer.from(`${JSON.stringify(record)}\n`));
  }
  await jsonl.end();
}

async function writeAsset(writer: ArchiveWriter, asset: Asset): Promise<void> {
  const { id, data } = asset.file;
  const name = `${String(data.hash)}${String(data.ext)}`;
  const metadata = Buffer.from(JSON.stringify({ id, ...data }));
  await writer.add(`assets/metadata/${name}.json`, metadata);
  await writer.addStream(`assets/uploads/${name}`, asset.bytes, toAsync(asset.content()));
}

async function* toAsync(chunks: Iterable<Buffer>): AsyncGenerator<Buffer> {
  yield* chunks;
}

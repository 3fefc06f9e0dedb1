import { once } from 'node:events';
import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { pack as createPack } from 'tar-stream';
import { createEncipher } from './cipher';
import { ArchiveError } from './errors';
const CHUNK_BYTES = 64 * 1024;
/** tar → gzip → cipher as one stream: nothing is on disk, and no more in memory than the streams' buffers. */
export function createArchiveWriter({ compress, key }) {
  const pack = createPack();
  const output = new PassThrough({ highWaterMark: CHUNK_BYTES });
  const transforms = [];
  if (compress) transforms.push(createGzip({ chunkSize: CHUNK_BYTES }));
  if (key) transforms.push(createEncipher(key));
  const flowing = pipeline([Readable.from(pack), ...transforms, output]);
  // Whoever waits for `finish` or reads `output` hears of it; nobody else has to.
  flowing.catch((error) => pack.destroy(error));
  return {
    output,
    async add(name, content) {
      await writeEntry(pack, name, content.length, [content]);
    },
    async addStream(name, size, content) {
      await writeEntry(pack, name, size, content);
    },
    async finish() {
      pack.finalize();
      await flowing;
    },
    destroy(error) {
      pack.destroy(error);
      output.destroy(error);
    },
  };
}
async function writeEntry(pack, name, size, content) {
  let entry;
  const settled = new Promise((resolve, reject) => {
    entry = pack.entry({ name, size }, (error) => (error ? reject(error) : resolve()));
  });
  settled.catch(() => undefined);
  let written = 0;
  try {
    for await (const chunk of content) {
      written += chunk.length;
      if (written > size) throw sizeMismatch(name, size, written);
      // The entry's own callback fires if the archive is destroyed while it is full.
      if (!entry.write(chunk)) await Promise.race([once(entry, 'drain'), settled]);
    }
    if (written < size) throw sizeMismatch(name, size, written);
  } catch (error) {
    entry.destroy();
    throw error;
  }
  entry.end();
  await settled;
}
function sizeMismatch(name, expected, found) {
  return new ArchiveError('archiveDamaged', {
    entry: name,
    problem: 'sizeMismatch',
    expected,
    found,
  });
}

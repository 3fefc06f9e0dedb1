import { Readable } from 'node:stream';
import { type Header, pack as packTar } from 'tar-stream';
import { describe, expect, it } from 'vitest';
import { inChunks, readAll } from './test-helpers';
import { parsePax } from './tar-header';
import { readTar } from './tar-reader';

type Entry = [Partial<Header> & { name: string }, string?];

const BLOCK = 512;
const END = Buffer.alloc(2 * BLOCK);

async function tarOf(...entries: Entry[]): Promise<Buffer> {
  const tar = packTar();
  for (const [headers, content] of entries) tar.entry(headers, content ?? '');
  tar.finalize();
  return readAll(Readable.from(tar));
}

async function read(tar: Buffer, { chunk = 100, maxEntries = Infinity } = {}): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, type, content } of readTar(inChunks(tar, chunk), maxEntries)) {
    found.push(`${type} ${name} ${(await readAll(content)).toString()}`);
  }
  return found;
}

/** Changes a header and makes its sum right again. */
function withHeader(tar: Buffer, change: (header: Buffer) => void, at = 0): Buffer {
  const copy = Buffer.from(tar);
  const header = copy.subarray(at, at + BLOCK);
  change(header);
  header.fill(' ', 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return copy;
}

const damaged = { code: 'archiveDamaged', facts: { problem: 'tar' } };
const cutOff = { code: 'archiveCutOff' };

describe('reads', () => {
  it.each([1, 7, 511, 512, 513, 100_000])('entries, in chunks of %s', async (chunk) => {
    const long = `assets/${'é'.repeat(120)}`;
    const tar = await tarOf(
      [{ name: 'a', size: 3 }, 'abc'],
      [{ name: 'empty', size: 0 }],
      [{ name: 'dir/', type: 'directory' }],
      [{ name: long, size: 512 }, 'x'.repeat(512)],
    );
    expect(await read(tar, { chunk })).toEqual([
      'file a abc',
      'file empty ',
      'directory dir/ ',
      `file ${long} ${'x'.repeat(512)}`,
    ]);
  });

  it('entries whose content nobody wants', async () => {
    const tar = await tarOf([{ name: 'a', size: 2000 }, 'x'.repeat(2000)], [{ name: 'b' }, 'b']);
    const names: string[] = [];
    for await (const { name, content } of readTar(inChunks(tar, 300), 9)) {
      names.push(name);
      for await (const _chunk of content) break;
    }
    expect(names).toEqual(['a', 'b']);
  });

  it('names of the older kinds: in two parts, by a header of GNU’s, and a directory’s by its end', async () => {
    const tar = await tarOf([{ name: 'last', size: 3 }, 'abc']);
    const parted = withHeader(tar, (header) => header.write('first/part', 345));
    expect(await read(parted)).toEqual(['file first/part/last abc']);

    const name = `assets/${'n'.repeat(300)}`;
    const body = Buffer.alloc(BLOCK);
    body.write(name);
    const long = withHeader(tar.subarray(0, BLOCK), (header) => {
      header.write('L', 156);
      header.write(`${name.length.toString(8).padStart(11, '0')} `, 124, 'latin1');
    });
    expect(await read(Buffer.concat([long, body, tar]))).toEqual([`file ${name} abc`]);

    const old = withHeader(await tarOf([{ name: 'dir' }]), (header) => header.write('dir/\0', 0));
    expect(await read(old)).toEqual(['directory dir/ ']);
  });

  it('a size from a pax header, where the entry’s own tells less, and contiguous files', async () => {
    const tar = await tarOf([{ name: 'a', size: 3, pax: { size: '3' } }, 'abc']);
    const lying = withHeader(
      tar,
      (header) => header.write('00000000000 ', 124, 'latin1'),
      2 * BLOCK,
    );
    expect(await read(lying)).toEqual(['file a abc']);
    const plain = await tarOf([{ name: 'a', size: 3 }, 'abc']);
    expect(await read(withHeader(plain, (header) => header.write('7', 156)))).toEqual([
      'file a abc',
    ]);
  });

  it('sizes in binary, and ends that are filled up', async () => {
    const tar = withHeader(await tarOf([{ name: 'a', size: 3 }, 'abc']), (header) => {
      header.fill(0, 124, 136);
      header[124] = 0x80;
      header[135] = 3;
    });
    expect(await read(Buffer.concat([tar, Buffer.alloc(20 * BLOCK)]))).toEqual(['file a abc']);
  });
});

describe('refuses', () => {
  it('an end that is cut short, and one without a mark', async () => {
    const tar = await tarOf([{ name: 'a', size: 3 }, 'abc']);
    for (let bytes = 0; bytes < tar.length; bytes += 1) {
      await expect(read(tar.subarray(0, bytes))).rejects.toMatchObject(cutOff);
    }
  });

  it('anything after the end', async () => {
    const tar = await tarOf([{ name: 'a', size: 3 }, 'abc']);
    await expect(read(Buffer.concat([tar, tar]))).rejects.toMatchObject(damaged);
    await expect(read(Buffer.concat([tar, Buffer.of(1)]))).rejects.toMatchObject(damaged);
    const lone = Buffer.concat([END.subarray(BLOCK), tar]);
    await expect(read(lone)).rejects.toMatchObject(damaged);
  });

  it.each([
    ['letters', 'abcdefghijkl'],
    ['a sign', '-0000000003 '],
    [
      'a negative binary number',
      '\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00fd',
    ],
    [
      'more than a number can hold',
      '\u0080\u007f\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff',
    ],
    ['less than there is', '00000000001 '],
  ])('a size of %s', async (_, size) => {
    const tar = await tarOf([{ name: 'a', size: 600 }, 'x'.repeat(600)]);
    const lying = withHeader(tar, (header) => header.write(size, 124, 'latin1'));
    await expect(read(lying)).rejects.toMatchObject(damaged);
  });

  it('a size of more than there is', async () => {
    const tar = await tarOf([{ name: 'a', size: 600 }, 'x'.repeat(600)]);
    const lying = withHeader(tar, (header) => header.write('77777777777 ', 124, 'latin1'));
    await expect(read(lying)).rejects.toMatchObject(cutOff);
  });

  it('headers of another format', async () => {
    const tar = await tarOf([{ name: 'a' }, 'abc']);
    await expect(read(withHeader(tar, (header) => header.fill(0, 257, 265)))).rejects.toMatchObject(
      damaged,
    );
  });

  it('headers before headers without an end, and large ones', async () => {
    const pax = withHeader((await tarOf([{ name: 'x' }])).subarray(0, BLOCK), (header) =>
      header.write('x', 156),
    );
    const many = Buffer.concat([...Array<Buffer>(100).fill(pax), END]);
    await expect(read(many)).rejects.toMatchObject(damaged);
    const large = withHeader(pax, (header) => header.write('00010000000 ', 124));
    await expect(read(large)).rejects.toMatchObject(damaged);
  });

  it('more headers before an entry than there are kinds of them, and an end after one', async () => {
    const tar = await tarOf([{ name: 'a', size: 3 }, 'abc']);
    const pax = withHeader((await tarOf([{ name: 'x' }])).subarray(0, BLOCK), (header) =>
      header.write('x', 156),
    );
    const before = (count: number): Buffer =>
      Buffer.concat([...Array<Buffer>(count).fill(pax), tar]);
    expect(await read(before(4))).toEqual(['file a abc']);
    await expect(read(before(5))).rejects.toMatchObject(damaged);
    await expect(read(Buffer.concat([pax, END]))).rejects.toMatchObject(damaged);
  });

  it('a directory with content', async () => {
    const tar = await tarOf([{ name: 'a', size: 3 }, 'abc']);
    const directory = withHeader(tar, (header) => header.write('5', 156));
    await expect(read(directory)).rejects.toMatchObject(damaged);
  });

  it('more entries than allowed', async () => {
    const tar = await tarOf([{ name: 'a' }], [{ name: 'b' }], [{ name: 'c' }]);
    expect(await read(tar, { maxEntries: 3 })).toHaveLength(3);
    await expect(read(tar, { maxEntries: 2 })).rejects.toMatchObject({ code: 'archiveTooLarge' });
  });
});

describe('pax headers', () => {
  it('give a path and a size', () => {
    const body = Buffer.from('30 mtime=1690000000.123456789\n14 path=a/b=c\n11 size=42\n');
    expect(parsePax(body)).toEqual({ path: 'a/b=c', size: 42 });
  });

  it.each([
    '-5 path=x\n',
    '0 path=x\n',
    '99 path=x\n',
    '8 path=x\n',
    '10 path=xy',
    'path=x\n',
    '12 size=1e9\n',
    '13 size=-999\n',
  ])('are refused when they make no sense: %j', (body) => {
    expect(() => parsePax(Buffer.from(body))).toThrow(expect.objectContaining(damaged));
  });
});

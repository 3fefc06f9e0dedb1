import { describe, expect, it } from 'vitest';
import { LinePage } from './line-page';
import { createLineRows, finishMysqlLine } from './line-rows';
import type { Db } from './model';

describe('a line from MySQL', () => {
  it('is one line, whoever wrote the JSON in it', () => {
    const line = Buffer.from('{"a":{\n"b":\n1}}');
    finishMysqlLine(line);
    expect(line.toString()).toBe('{"a":{ "b": 1}}');
  });

  it('says what to do when a row was too large for the server', () => {
    expect(() => finishMysqlLine(Buffer.from('{"a":\u0003}'))).toThrow('max_allowed_packet');
  });
});

describe('a page of lines', () => {
  it('grows, whatever was expected of it', () => {
    const page = new LinePage(4);
    page.add(3, Buffer.from('one'));
    page.add(5, null);
    page.add(8, Buffer.from('two and more'));
    expect(page.content.toString()).toBe('one\ntwo and more\n');
    expect(page).toMatchObject({ rows: 3, mute: 1, lastId: 8 });
  });
});

describe('rows that PostgreSQL copies out', () => {
  const header = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)]);
  const column = (bytes: Buffer): Buffer => Buffer.concat([int(bytes.length, 4), bytes]);
  const tuple = (id: Buffer, line: Buffer): Buffer => Buffer.concat([int(2, 2), column(id), line]);
  function int(value: number, bytes: number): Buffer {
    const buffer = Buffer.alloc(bytes);
    buffer.writeIntBE(value, 0, bytes);
    return buffer;
  }

  /** A driver that tells these messages, all in the same bytes. */
  function dbOf(messages: Buffer[], error?: Error): { db: Db; released: () => number } {
    let released = 0;
    class Query {
      handleCopyData: (message: { chunk: Buffer }) => void = () => undefined;
      constructor(
        readonly text: string,
        readonly done: (error?: Error) => void,
      ) {}
    }
    const connection = {
      query({ handleCopyData, done }: Query) {
        const shared = Buffer.alloc(1000);
        for (const message of messages) {
          shared.set(message);
          handleCopyData({ chunk: shared.subarray(0, message.length) });
        }
        done(error);
      },
    };
    const client = {
      driver: { Query },
      acquireConnection: async () => connection,
      releaseConnection: async () => (released += 1),
    };
    return { db: { client } as unknown as Db, released: () => released };
  }

  function pageWithAdded(): { page: LinePage; added: [number, string | undefined][] } {
    const added: [number, string | undefined][] = [];
    const page = new LinePage(8);
    page.add = (id, line) => added.push([id, line?.toString()]);
    return { page, added };
  }

  it('have ids of either size, and lines or none', async () => {
    const { db, released } = dbOf([
      Buffer.concat([header, tuple(int(7, 4), column(Buffer.from('{"é":1}')))]),
      tuple(Buffer.concat([Buffer.alloc(2), int(2 ** 40, 6)]), column(Buffer.from(''))),
      tuple(int(9, 4), int(-1, 4)),
      int(-1, 2),
    ]);
    const { added, page } = pageWithAdded();
    await createLineRows('postgres', db).fetch('select', page);
    expect(added).toEqual([
      [7, '{"é":1}'],
      [2 ** 40, ''],
      [9, undefined],
    ]);
    expect(released()).toBe(1);
  });

  it('are none when the header is all there is', async () => {
    const { db } = dbOf([Buffer.concat([header, int(-1, 2)])]);
    const { added, page } = pageWithAdded();
    await createLineRows('postgres', db).fetch('select', page);
    expect(added).toEqual([]);
  });

  it('fail, and not the driver, when the page can not take them', async () => {
    const { db } = dbOf([Buffer.concat([header, tuple(int(7, 4), column(Buffer.from('{}')))])]);
    const page = new LinePage(8);
    page.add = () => {
      throw new RangeError('too large');
    };
    await expect(createLineRows('postgres', db).fetch('select', page)).rejects.toThrow('too large');
  });

  it('fail with the query', async () => {
    const { db, released } = dbOf([], new Error('no such table'));
    await expect(createLineRows('postgres', db).fetch('select', new LinePage(8))).rejects.toThrow(
      'no such table',
    );
    expect(released()).toBe(1);
  });
});

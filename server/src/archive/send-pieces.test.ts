import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { sendPieces } from './send-pieces';

const COUNT = 100;
const PIECE_BYTES = 64 * 1024;

/** Pieces as a cipher gives them, and what all of them are together. */
function makePieces(): { all: Buffer; pieces: Buffer[] } {
  const all = randomBytes(COUNT * PIECE_BYTES);
  const pieces = Array.from({ length: COUNT }, (_, index) => {
    const piece = Buffer.from(new ArrayBuffer(PIECE_BYTES));
    all.copy(piece, 0, index * PIECE_BYTES);
    return piece;
  });
  return { all, pieces };
}

async function* inTurn(pieces: Buffer[]): AsyncGenerator<Buffer> {
  yield* pieces;
}

const kept = (pieces: Buffer[]): number => pieces.filter(({ length }) => length > 0).length;

describe('pieces arrive whole, and their memory goes', () => {
  it('in a file', async () => {
    const dir = await mkdtemp(path.join(tmpdir(), 'lifeboat-pieces-'));
    const file = path.join(dir, 'archive');
    const { all, pieces } = makePieces();
    await sendPieces(inTurn(pieces), createWriteStream(file));
    expect((await readFile(file)).equals(all)).toBe(true);
    expect(kept(pieces)).toBe(0);
    await rm(dir, { recursive: true });
  });

  it('in an answer to one who reads slowly', async () => {
    const { all, pieces } = makePieces();
    const server = http.createServer((_request, response) => {
      void sendPieces(inTurn(pieces), response);
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const request = http.get({ host: '127.0.0.1', port: (server.address() as AddressInfo).port });
    const [response] = (await once(request, 'response')) as [http.IncomingMessage];
    const chunks: Buffer[] = [];
    for await (const chunk of response) {
      chunks.push(chunk as Buffer);
      if (chunks.length % 20 === 0) await sleep(1);
    }
    expect(Buffer.concat(chunks).equals(all)).toBe(true);
    expect(kept(pieces)).toBe(0);
    server.close();
  });

  it('but stays with one who passes them on', async () => {
    const { all, pieces } = makePieces();
    const target = new PassThrough();
    const [read] = await Promise.all([buffer(target), sendPieces(inTurn(pieces), target)]);
    expect(read.equals(all)).toBe(true);
    expect(kept(pieces)).toBe(COUNT);
  });
});

// Elsewhere than on Linux there is no such file.
it.runIf(existsSync('/dev/full'))('a full disk is told', async () => {
  const target = createWriteStream('/dev/full');
  await expect(sendPieces(inTurn(makePieces().pieces), target)).rejects.toMatchObject({
    code: 'ENOSPC',
  });
});

it('a file that can not be made says why', async () => {
  const target = createWriteStream(path.join(tmpdir(), 'lifeboat-no-such-folder', 'archive'));
  await expect(sendPieces(inTurn(makePieces().pieces), target)).rejects.toMatchObject({
    code: 'ENOENT',
  });
});

it('an archive that fails does not end its target', async () => {
  async function* failing(): AsyncGenerator<Buffer> {
    yield Buffer.from('a');
    throw new Error('no more');
  }
  const target = new PassThrough().resume();
  await expect(sendPieces(failing(), target)).rejects.toThrow('no more');
  expect(target.writableEnded).toBe(false);
});

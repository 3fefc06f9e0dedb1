import { once } from 'node:events';
import { type Socket, connect, createServer } from 'node:net';

/** What goes through of an archive before it is held: enough for progress to show. */
const FREE_BYTES = 1024 * 1024;
const REQUEST = /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) \//;
const CARRIES_ARCHIVE = /^(GET \/lifeboat\/exports\/|PATCH \/lifeboat\/tus\/)/;

/**
 * A wire to a site on which an archive can be stopped on its way, while all other requests go through. The browser's
 * own throttling does not reach downloads, and a rate would leave it to the machine how long a test has.
 */
export interface SlowLink {
  readonly url: string;
  /** Stops the archives that move over it after their first megabyte. */
  hold(): void;
  /** Lets them go on. */
  release(): void;
  /** Breaks all connections off; new ones are taken. */
  cut(): void;
  close(): Promise<void>;
}

export async function openSlowLink(target: string): Promise<SlowLink> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  const waiting = new Set<Socket>();
  let held = false;

  const server = createServer((client) => {
    const site = connect(Number(port), hostname);
    let carriesArchive = false;
    let passed = 0;

    const relay = (from: Socket, to: Socket): void => {
      sockets.add(from);
      from.on('data', (chunk: Buffer) => {
        const start = from === client ? chunk.toString('latin1', 0, 100) : '';
        if (REQUEST.test(start)) {
          carriesArchive = CARRIES_ARCHIVE.test(start);
          passed = 0;
        }
        passed += chunk.length;
        const flows = to.write(chunk);
        if (carriesArchive && held && passed > FREE_BYTES) waiting.add(from);
        if (!flows || waiting.has(from)) from.pause();
      });
      to.on('drain', () => {
        if (!waiting.has(from)) from.resume();
      });
      from.on('end', () => to.end());
      from.on('error', () => to.destroy());
      from.on('close', () => {
        // Whoever is left must hear of it, even when it is held and has nothing to send.
        to.destroySoon();
        sockets.delete(from);
        waiting.delete(from);
      });
    };
    relay(client, site);
    relay(site, client);
  });
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  return {
    url: `http://127.0.0.1:${(server.address() as { port: number }).port}`,
    hold() {
      held = true;
    },
    release() {
      held = false;
      for (const socket of waiting) socket.resume();
      waiting.clear();
    },
    cut,
    async close() {
      const closed = once(server, 'close');
      server.close();
      cut();
      await closed;
    },
  };
}

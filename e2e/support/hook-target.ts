import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** A server that webhooks are sent to. */
export interface HookTarget {
  url(path: string): string;
  /** Path and event of each call, in order. */
  readonly received: string[];
  /** Waits for a call. @throws when none comes */
  next(): Promise<string>;
  close(): void;
}

export async function startHookTarget(): Promise<HookTarget> {
  const received: string[] = [];
  const server = createServer((request, response) => {
    received.push(`${request.url} ${String(request.headers['x-strapi-event'])}`);
    response.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  let told = 0;
  return {
    url: (path) => `http://127.0.0.1:${port}${path}`,
    received,
    async next() {
      for (let waited = 0; received.length <= told; waited += 20) {
        if (waited > 5000) throw new Error(`No webhook came: ${received.join(', ')}`);
        await sleep(20);
      }
      return received[told++]!;
    },
    close: () => server.close(),
  };
}

import { once } from 'node:events';
import { type AddressInfo, type Socket, connect, createServer } from 'node:net';

/** Stands between a site and its PostgreSQL, to lose what networks lose. */
export interface DatabaseProxy {
  /** Makes the site go this way. */
  env: NodeJS.ProcessEnv;
  /** The next `COMMIT` arrives or does not; the connection breaks before the site hears of it, and others if so told. */
  breakAtCommit(how: { arrives: boolean; staysAway?: boolean }): void;
  /** Takes connections again. */
  back(): void;
  close(): Promise<void>;
}

const COMMIT = 'COMMIT';

/** @param server where PostgreSQL is, as the site's environment has it */
export async function databaseProxy(server: NodeJS.ProcessEnv): Promise<DatabaseProxy> {
  const host = server.DATABASE_HOST ?? '127.0.0.1';
  const port = Number(server.DATABASE_PORT ?? 5432);
  const open = new Set<Socket>();
  let atCommit: Parameters<DatabaseProxy['breakAtCommit']>[0] | undefined;
  let isAway = false;

  const breakAll = (): void => open.forEach((socket) => socket.destroy());

  const proxy = createServer((client) => {
    if (isAway) {
      client.destroy();
      return;
    }
    const database = connect(port, host);
    const end = (): void => {
      for (const socket of [client, database]) {
        socket.destroy();
        open.delete(socket);
      }
    };
    for (const socket of [client, database]) {
      open.add(socket);
      socket.on('error', end).on('close', end);
    }
    client.on('data', (bytes) => {
      if (!atCommit || !bytes.includes(COMMIT)) {
        database.write(bytes);
        return;
      }
      const { arrives, staysAway = false } = atCommit;
      atCommit = undefined;
      isAway = staysAway;
      const breakOff = (): void => {
        end();
        if (staysAway) breakAll();
      };
      database.removeAllListeners('data');
      if (!arrives) breakOff();
      else database.once('data', breakOff).write(bytes);
    });
    database.on('data', (bytes) => client.write(bytes));
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');

  return {
    env: {
      DATABASE_HOST: '127.0.0.1',
      DATABASE_PORT: String((proxy.address() as AddressInfo).port),
    },
    breakAtCommit(how) {
      atCommit = how;
    },
    back() {
      isAway = false;
    },
    async close() {
      breakAll();
      proxy.close();
      await once(proxy, 'close');
    },
  };
}

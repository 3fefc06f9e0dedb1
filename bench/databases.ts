import createKnex, { type Knex } from 'knex';
import { atEnd } from './cleanup';

export const DATABASES = ['sqlite', 'postgres', 'mysql'] as const;
export type DatabaseClient = (typeof DATABASES)[number];

/** Where the servers are that hold a fresh database for each site. */
const SERVERS = {
  postgres: process.env.BENCH_POSTGRES_URL ?? 'postgres://root@127.0.0.1:5432/postgres',
  mysql: process.env.BENCH_MYSQL_URL ?? 'mysql://root@127.0.0.1:3306/mysql',
};
const DRIVERS = { postgres: 'pg', mysql: 'mysql2' };
const DROP = {
  // Strapi's connections may still be closing.
  postgres: 'DROP DATABASE IF EXISTS ?? WITH (FORCE)',
  mysql: 'DROP DATABASE IF EXISTS ??',
};

export interface FreshDatabase {
  /** For the playground's app. */
  env: NodeJS.ProcessEnv;
  drop(): Promise<void>;
}

let made = 0;

/** An empty database of its own for one site; on SQLite that is the site's own file. */
export async function createDatabase(client: DatabaseClient): Promise<FreshDatabase> {
  if (client === 'sqlite') return { env: {}, drop: async () => {} };

  made += 1;
  const name = `lifeboat_bench_${process.pid}_${made}`;
  const drop = atEnd(() => onServer(client, (knex) => knex.raw(DROP[client], [name])));
  await onServer(client, (knex) => knex.raw('CREATE DATABASE ??', [name]));
  const url = new URL(SERVERS[client]);
  return {
    env: {
      DATABASE_CLIENT: client,
      DATABASE_HOST: url.hostname,
      DATABASE_PORT: url.port,
      DATABASE_NAME: name,
      DATABASE_USERNAME: decodeURIComponent(url.username),
      DATABASE_PASSWORD: decodeURIComponent(url.password),
    },
    drop,
  };
}

/** Name and version, for the tables' captions. */
export async function describeDatabase(client: DatabaseClient): Promise<string> {
  if (client === 'sqlite') return 'SQLite';
  let version = '';
  await onServer(client, async (knex) => {
    const [row] = await knex.select<{ version: string }[]>(knex.raw('version() as version'));
    version = row!.version;
  });
  const [, number] = /(\d+(?:\.\d+)+)/.exec(version) ?? [];
  const name = /mariadb/i.test(version) ? 'MariaDB' : client === 'mysql' ? 'MySQL' : 'PostgreSQL';
  return `${name} ${number}`;
}

async function onServer(
  client: 'postgres' | 'mysql',
  work: (knex: Knex) => PromiseLike<unknown>,
): Promise<void> {
  const knex = createKnex({ client: DRIVERS[client], connection: SERVERS[client] });
  try {
    await work(knex);
  } finally {
    await knex.destroy();
  }
}

import { randomBytes } from 'node:crypto';
import path from 'node:path';
import knex, { type Knex } from 'knex';

/** The database of one site. */
export interface SiteDatabase {
  readonly client: 'sqlite' | 'postgres' | 'mysql';
  /** What the playground's config/database.js reads. */
  readonly env: NodeJS.ProcessEnv;
  /** The names of all its tables. */
  tables(): Promise<string[]>;
  /** Runs `work` on a connection of its own. Works while the site runs. */
  connected<T>(work: (connection: Knex) => Promise<T>): Promise<T>;
  drop(): Promise<void>;
}

export interface DatabaseServer {
  readonly name: string;
  readonly client: SiteDatabase['client'];
  /** A fresh database for the site in `siteDir`; in PostgreSQL in a schema of that name. */
  createDatabase(siteDir: string, schema?: string): Promise<SiteDatabase>;
  isReachable(): Promise<boolean>;
  /** As the server itself tells it. */
  version(): Promise<string>;
}

/** Longer than any machine needs to answer itself, shorter than a person waits. */
const CONNECT_TIMEOUT_MS = 5000;

export const SQLITE: DatabaseServer = {
  name: 'SQLite',
  client: 'sqlite',
  isReachable: async () => true,
  version: async () => '3',

  async createDatabase(siteDir) {
    const filename = path.join(siteDir, 'data.db');
    const database: SiteDatabase = {
      client: 'sqlite',
      env: { DATABASE_CLIENT: 'sqlite', DATABASE_FILENAME: filename },
      tables: () =>
        database.connected(async (connection) => {
          const rows = await connection('sqlite_master')
            .where({ type: 'table' })
            .select<{ name: string }[]>('name');
          return rows.map(({ name }) => name);
        }),
      connected: (work) =>
        connectedTo(
          { client: 'better-sqlite3', connection: { filename }, useNullAsDefault: true },
          work,
        ),
      // A file in the site's folder, which goes with it.
      drop: async () => undefined,
    };
    return database;
  },
};

export const POSTGRES: DatabaseServer = {
  name: 'PostgreSQL',
  client: 'postgres',
  isReachable: () => answers(postgresConfig(postgresUrl().pathname.slice(1))),
  version: () => versionOf(postgresConfig(postgresUrl().pathname.slice(1))),

  async createDatabase(_siteDir, schema = 'public') {
    const url = postgresUrl();
    const name = newName();
    const server = postgresConfig(url.pathname.slice(1));
    await connectedTo(server, (connection) => connection.raw('CREATE DATABASE ??', [name]));
    const database: SiteDatabase = {
      client: 'postgres',
      env: { ...networkEnv('postgres', url, name), DATABASE_SCHEMA: schema },
      tables: () => tablesIn(database, schema),
      connected: (work) => connectedTo({ ...postgresConfig(name), searchPath: [schema] }, work),
      async drop() {
        await connectedTo(server, (connection) =>
          // The site may have ended a moment ago, and the server not have noticed yet.
          connection.raw('DROP DATABASE IF EXISTS ?? WITH (FORCE)', [name]),
        );
      },
    };
    await database.connected((connection) =>
      connection.raw('CREATE SCHEMA IF NOT EXISTS ??', [schema]),
    );
    return database;
  },
};

export const MARIADB: DatabaseServer = {
  name: 'MariaDB',
  client: 'mysql',
  isReachable: () => answers(mysqlConfig()),
  version: () => versionOf(mysqlConfig()),

  async createDatabase() {
    const name = newName();
    await connectedTo(mysqlConfig(), (connection) =>
      // Which characters a server takes unless told depends on its version.
      connection.raw('CREATE DATABASE ?? CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci', [name]),
    );
    const database: SiteDatabase = {
      client: 'mysql',
      env: networkEnv('mysql', mysqlUrl(), name),
      tables: () => tablesIn(database, name),
      connected: (work) => connectedTo(mysqlConfig(name), work),
      async drop() {
        await connectedTo(mysqlConfig(), (connection) =>
          connection.raw('DROP DATABASE IF EXISTS ??', [name]),
        );
      },
    };
    return database;
  },
};

export const DATABASE_SERVERS = [SQLITE, POSTGRES, MARIADB];

/**
 * Of these servers, those that a run asks for (`LIFEBOAT_TEST_ONLY=sqlite`): all, unless told. For files that take
 * minutes on each.
 */
export function asked(servers: DatabaseServer[]): DatabaseServer[] {
  const only = process.env.LIFEBOAT_TEST_ONLY;
  return servers.filter(({ client }) => only === undefined || client === only);
}

/**
 * Whether tests on this server are to be left out. They never are in CI: there a server that is missing makes them
 * fail, or nobody would notice that they no longer run.
 */
export async function isSkipped(server: DatabaseServer): Promise<boolean> {
  if (process.env.CI || (await server.isReachable())) return false;
  console.warn(`No ${server.name} answers here: its tests are skipped.`);
  return true;
}

function postgresUrl(): URL {
  return new URL(process.env.LIFEBOAT_TEST_POSTGRES_URL ?? 'postgres://root@127.0.0.1/postgres');
}

function mysqlUrl(): URL {
  return new URL(process.env.LIFEBOAT_TEST_MYSQL_URL ?? 'mysql://root@127.0.0.1');
}

function postgresConfig(database: string): Knex.Config {
  return {
    client: 'pg',
    connection: {
      ...address(postgresUrl()),
      database,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    },
  };
}

function mysqlConfig(database?: string): Knex.Config {
  return {
    client: 'mysql2',
    connection: { ...address(mysqlUrl()), database, connectTimeout: CONNECT_TIMEOUT_MS },
  };
}

function address({ hostname: host, port, username, password }: URL): {
  host: string;
  port?: number;
  user: string;
  password: string;
} {
  return {
    host,
    ...(port && { port: Number(port) }),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
  };
}

function networkEnv(client: SiteDatabase['client'], url: URL, database: string): NodeJS.ProcessEnv {
  const { host, port, user, password } = address(url);
  return {
    DATABASE_CLIENT: client,
    DATABASE_HOST: host,
    ...(port && { DATABASE_PORT: String(port) }),
    DATABASE_NAME: database,
    DATABASE_USERNAME: user,
    DATABASE_PASSWORD: password,
  };
}

function tablesIn(database: SiteDatabase, schema: string): Promise<string[]> {
  return database.connected(async (connection) => {
    const rows = await connection('information_schema.tables')
      .where({ table_schema: schema, table_type: 'BASE TABLE' })
      .select<{ name: string }[]>({ name: 'table_name' });
    return rows.map(({ name }) => name);
  });
}

function newName(): string {
  return `lifeboat_test_${randomBytes(6).toString('hex')}`;
}

async function connectedTo<T>(
  config: Knex.Config,
  work: (connection: Knex) => Promise<T>,
): Promise<T> {
  const connection = knex({
    ...config,
    pool: { min: 0, max: 1 },
    acquireConnectionTimeout: CONNECT_TIMEOUT_MS,
  });
  try {
    return await work(connection);
  } finally {
    await connection.destroy();
  }
}

function answers(config: Knex.Config): Promise<boolean> {
  return connectedTo(config, (connection) => connection.raw('SELECT 1')).then(
    () => true,
    () => false,
  );
}

function versionOf(config: Knex.Config): Promise<string> {
  return connectedTo(config, async (connection) => {
    const [row] = await connection.select<{ version: string }[]>(
      connection.raw('version() as version'),
    );
    return row!.version;
  });
}

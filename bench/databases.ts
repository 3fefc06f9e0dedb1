import { type DatabaseServer, MARIADB, POSTGRES, SQLITE } from '../e2e/support/databases';

export const DATABASES = ['sqlite', 'postgres', 'mysql'] as const;
export type DatabaseClient = (typeof DATABASES)[number];

export const SERVERS: Record<DatabaseClient, DatabaseServer> = {
  sqlite: SQLITE,
  postgres: POSTGRES,
  mysql: MARIADB,
};

/** Name and version, for the tables' captions. */
export async function describeDatabase(client: DatabaseClient): Promise<string> {
  if (client === 'sqlite') return 'SQLite';
  const version = await SERVERS[client].version();
  const [, number] = /(\d+(?:\.\d+)+)/.exec(version) ?? [];
  const name = /mariadb/i.test(version) ? 'MariaDB' : client === 'mysql' ? 'MySQL' : 'PostgreSQL';
  return `${name} ${number}`;
}

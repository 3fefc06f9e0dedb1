import path from 'node:path';

const ROOT = path.resolve(__dirname, '../..');

/** The Strapi whose sites the tests run, as LIFEBOAT_HOST says; 5 unless told. */
export interface Host {
  name: 'strapi5' | 'strapi4';
  version: string;
  /** Versions by how far they are from that one. */
  versions: Record<'prerelease' | 'patch' | 'olderMinor' | 'newerMinor' | 'otherMajor', string>;
  /** Folder of the playground's app. */
  app: string;
  /** What runs the official commands. */
  strapi: string;
  /** Whether the rows of a document know of each other by a `documentId`. */
  hasDocumentIds: boolean;
  /** Where it says which administrator has which role. */
  adminRolesTable: string;
  /** Whether its commands can be told which content types to take; tests that compare with that are skipped elsewhere. */
  filtersTypes: boolean;
  /**
   * A schema of PostgreSQL that it works in and whose name needs quotes. Strapi 4 does not start in any but the default
   * one when its tables are not there yet: its `removeOrphanMorphType` asks for a table without its schema.
   */
  postgresSchema?: string;
  /** Whether it keeps sessions, of administrators and of end users. */
  hasSessions: boolean;
  /** Whether its playground has a provider that keeps files in S3. */
  keepsFilesInS3: boolean;
  /** Names of tables that join rows, which get new ids at each restore. */
  joinTables: RegExp;
}

export const HOSTS: Record<Host['name'], Host> = {
  strapi5: {
    name: 'strapi5',
    version: '5.54.0',
    versions: {
      prerelease: '5.54.0-beta',
      patch: '5.54.1',
      olderMinor: '5.53.0',
      newerMinor: '5.55.0',
      otherMajor: '4.26.2',
    },
    app: path.join(ROOT, 'playground/strapi5'),
    strapi: path.join(ROOT, 'node_modules/@strapi/strapi/bin/strapi.js'),
    hasDocumentIds: true,
    adminRolesTable: 'admin_users_roles_lnk',
    filtersTypes: true,
    postgresSchema: 'Tide tables',
    hasSessions: true,
    keepsFilesInS3: true,
    joinTables: /(_lnk|_cmps|_mph)$/,
  },
  strapi4: {
    name: 'strapi4',
    version: '4.26.2',
    versions: {
      prerelease: '4.26.2-beta',
      patch: '4.26.3',
      olderMinor: '4.25.0',
      newerMinor: '4.27.0',
      otherMajor: '5.54.0',
    },
    app: path.join(ROOT, 'playground/strapi4'),
    strapi: path.join(ROOT, 'playground/strapi4/node_modules/@strapi/strapi/bin/strapi.js'),
    hasDocumentIds: false,
    adminRolesTable: 'admin_users_roles_links',
    filtersTypes: false,
    hasSessions: false,
    keepsFilesInS3: true,
    joinTables: /(_links|_components|_morphs)$/,
  },
};

const name = process.env.LIFEBOAT_HOST ?? 'strapi5';
if (!(name in HOSTS)) throw new Error(`LIFEBOAT_HOST is ${name}, which is no host`);

export const HOST: Host = HOSTS[name as Host['name']];

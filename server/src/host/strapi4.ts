import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Core } from '@strapi/types';
import type { Host, OwnModel, WebhookRunner, WebhookStore } from './host';
import { requireFromStrapi } from './require';

/** What we use of Strapi 4 where 5 has something else. */
interface Strapi4 {
  components: Record<string, object>;
  webhookStore: WebhookStore;
  webhookRunner: WebhookRunner;
  hook(name: string): { register(handler: () => Promise<void>): void };
}

interface Utils {
  getAbsoluteServerUrl(config: unknown): string;
}

/** What the official commands leave out: a list (`@strapi/data-transfer` commands/data-transfer). */
const IGNORED = new Set([
  'admin::permission',
  'admin::user',
  'admin::role',
  'admin::api-token',
  'admin::api-token-permission',
  'admin::transfer-token',
  'admin::transfer-token-permission',
  'admin::audit-log',
  'plugin::content-releases.release',
  'plugin::content-releases.release-action',
]);

export function createStrapi4Host(strapi: Core.Strapi): Host {
  const own = strapi as unknown as Strapi4;
  return {
    pluginConfig: (plugin) => strapi.config.get(`plugin.${plugin}`, {}),
    pluginVersion: ({ pathToPlugin }) => (pathToPlugin ? versionIn(pathToPlugin) : null),
    siteAddress: () =>
      (requireFromStrapi(strapi)('@strapi/utils') as Utils).getAbsoluteServerUrl(strapi.config),
    addModels: (models) => addModels(own, models),
    // Only the core store and webhooks, which are configuration, and what we add.
    modelsWithoutContentType: () => [],
    valueType(type) {
      if (type !== 'json' && type !== 'blocks') return type;
      return isMysqlItself(strapi) ? 'jsonparsedonce' : 'jsononce';
    },
    componentTypeFirst: true,
    webhookUid: 'webhook',
    webhookStore: () => own.webhookStore,
    webhookRunner: () => own.webhookRunner,
    isIgnoredType: (uid) => IGNORED.has(uid),
    mediaLibrarySettings: {
      settings: { sizeOptimization: true, responsiveDimensions: true, autoOrientation: false },
      view_configuration: { pageSize: 10, sort: 'createdAt:DESC' },
    },
  };
}

/** Whose driver parses a JSON column by itself. MariaDB's does not, and PostgreSQL's is told not to (`PostgresDialect`). */
function isMysqlItself({ db }: Core.Strapi): boolean {
  const { info } = db.dialect as { info?: { database: 'mysql' | 'mariadb' | null } | null };
  return info?.database === 'mysql';
}

/**
 * Strapi 4 makes tables of content types and components only, and when a schema changes it drops each table that it
 * does not know. So ours pass for components until the database has been told of the tables (`@strapi/strapi`
 * Strapi.js bootstrap); from then on they are in its metadata and in no schema, as in Strapi 5.
 */
function addModels(strapi: Strapi4, models: OwnModel[]): void {
  for (const { singularName, tableName, ...model } of models) {
    strapi.components[model.uid] = {
      ...model,
      modelName: singularName,
      collectionName: tableName,
    };
  }
  strapi.hook('strapi::content-types.beforeSync').register(async () => {
    for (const { uid } of models) delete strapi.components[uid];
  });
}

function versionIn(folder: string): string | null {
  try {
    const text = readFileSync(path.join(folder, 'package.json'), 'utf8');
    return (JSON.parse(text) as { version?: string }).version ?? null;
  } catch {
    return null;
  }
}

import type { Core } from '@strapi/types';
import { loadDataTransfer } from './data-transfer';
import type { Host, OwnModel, WebhookRunner, WebhookStore } from './host';

const RELEASES = ['plugin::content-releases.release', 'plugin::content-releases.release-action'];

interface ModelRegistry {
  add(model: OwnModel): void;
  get(): { uid: string }[];
}

export function createStrapi5Host(strapi: Core.Strapi): Host {
  let isIgnored: ReturnType<typeof ignoredTypes> | undefined;
  const models = (): ModelRegistry => strapi.get('models') as unknown as ModelRegistry;
  return {
    pluginConfig: (plugin) => strapi.config.get(`plugin::${plugin}`, {}),
    pluginVersion: ({ packageInfo }) => packageInfo?.version ?? null,
    // `@strapi/core` configuration/index.js
    siteAddress: () => strapi.config.get<string>('server.absoluteUrl', ''),
    addModels(added) {
      for (const model of added) {
        models().add({ ...model, attributes: { id: { type: 'increments' }, ...model.attributes } });
      }
    },
    modelsWithoutContentType: () =>
      models()
        .get()
        .map(({ uid }) => uid)
        .filter((uid) => !(uid in strapi.contentTypes)),
    valueType: (type) => type,
    componentTypeFirst: false,
    webhookUid: 'strapi::webhook',
    webhookStore: () => strapi.get('webhookStore') as unknown as WebhookStore,
    webhookRunner: () => strapi.get('webhookRunner') as unknown as WebhookRunner,
    isIgnoredType: (uid) => (isIgnored ??= ignoredTypes(strapi))(uid),
    mediaLibrarySettings: {
      settings: {
        sizeOptimization: true,
        responsiveDimensions: true,
        autoOrientation: false,
        aiMetadata: true,
      },
      view_configuration: { pageSize: 10, sort: 'createdAt:DESC' },
    },
  };
}

/** The function is the host's; before it was exported, the same rule stood in the command line. */
function ignoredTypes(strapi: Core.Strapi): (uid: string) => boolean {
  const { isIgnoredOfficialTransferType: official } = loadDataTransfer(strapi).strapi as {
    isIgnoredOfficialTransferType?: (uid: string) => boolean;
  };
  return official ?? ((uid) => uid.startsWith('admin::') || RELEASES.includes(uid));
}

import { PERMISSIONS } from '../../shared/contract';
import type { AdminPlugin } from './host/app';
import { addSettingsSection, textsOf } from './host/app';
import { PLUGIN_ID } from './pluginId';
import { announceRestores } from './restoring';
import { loadTranslations } from './translations/load';

const plugin: AdminPlugin = {
  register(app) {
    app.registerPlugin({ id: PLUGIN_ID, name: PLUGIN_ID });
    announceRestores(textsOf(app));

    addSettingsSection(app, {
      id: PLUGIN_ID,
      label: 'plugin.name',
      links: [
        {
          id: 'export',
          label: 'export.link',
          permission: PERMISSIONS.export,
          load: () => import('./pages/ExportPage'),
        },
        {
          id: 'restore',
          label: 'restore.link',
          permission: PERMISSIONS.restore,
          load: () => import('./pages/RestorePage'),
        },
      ],
    });
  },

  bootstrap() {},

  registerTrads: ({ locales }) => loadTranslations(locales),
};

export default plugin;

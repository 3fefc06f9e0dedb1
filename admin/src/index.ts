import { PERMISSIONS } from '../../shared/contract';
import type { AdminPlugin } from './host/app';
import { addSettingsSection, keepApp, textsOf } from './host/app';
import { PLUGIN_ID } from './pluginId';
import { announceRestores } from './restoring';
import { loadTranslations } from './translations/load';

const plugin: AdminPlugin = {
  register(app) {
    keepApp(app);
    app.registerPlugin({ id: PLUGIN_ID, name: PLUGIN_ID });
    announceRestores(textsOf(app));

    addSettingsSection(app, {
      id: PLUGIN_ID,
      label: 'plugin.name',
      links: [
        {
          id: 'export',
          label: 'export.link',
          permissions: [PERMISSIONS.export],
          load: () => import('./pages/ExportPage'),
        },
        {
          id: 'restore',
          label: 'restore.link',
          permissions: [PERMISSIONS.restore],
          load: () => import('./pages/RestorePage'),
        },
        {
          id: 'history',
          label: 'history.link',
          // As the server has it: who may export or restore must see what runs.
          permissions: Object.values(PERMISSIONS),
          load: () => import('./pages/HistoryPage'),
        },
      ],
    });
  },

  bootstrap() {},

  registerTrads: ({ locales }) => loadTranslations(locales),
};

export default plugin;

import type { Core } from '@strapi/types';
import { describe } from '../../log';
import { refreshContentManager } from './content-manager';
import { refreshLocales } from './locales';
import { refreshAdminPermissions } from './permissions';
import { refreshSessions } from './sessions';
import { refreshUpload } from './upload';
import { refreshUsersPermissions } from './users-permissions';
import { refreshWebhooks } from './webhooks';
import type { Refreshed } from '../../../../shared/contract';
import { type Warn, warning } from '../../warnings';

/** One thing that Strapi reads or writes only when it starts. */
export interface RefreshStep {
  /** For a person: what is out of date when the step fails. */
  what: Refreshed;
  run(strapi: Core.Strapi): Promise<void>;
}

/** In the order of a start (`@strapi/core` Strapi.js bootstrap): plugins, then the admin, whose roles count locales. */
const STEPS: RefreshStep[] = [
  { what: 'contentManager', run: refreshContentManager },
  { what: 'locales', run: refreshLocales },
  { what: 'upload', run: refreshUpload },
  { what: 'usersPermissions', run: refreshUsersPermissions },
  { what: 'sessions', run: refreshSessions },
  { what: 'permissions', run: refreshAdminPermissions },
  { what: 'webhooks', run: refreshWebhooks },
];

/**
 * Makes the running server behave like one that has just started on the restored data: fills what Strapi keeps in
 * memory anew, and writes what a start would have written. The restore is committed by then, so a step that fails is
 * told of and does not stop the others. Never rejects.
 */
export async function refreshServer(
  strapi: Core.Strapi,
  warn: Warn,
  steps: RefreshStep[] = STEPS,
): Promise<void> {
  for (const { what, run } of steps) {
    try {
      await run(strapi);
    } catch (error) {
      strapi.log.error(
        `[lifeboat] After the restore, ${what} could not be refreshed: ${describe(error)}`,
      );
      warn(warning('notRefreshed', { what }));
    }
  }
}

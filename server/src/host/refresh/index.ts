import type { Core } from '@strapi/types';
import { describe } from '../../log';
import { refreshContentManager } from './content-manager';
import { refreshLocales } from './locales';
import { refreshAdminPermissions } from './permissions';
import { refreshSessions } from './sessions';
import { refreshUpload } from './upload';
import { refreshUsersPermissions } from './users-permissions';
import { refreshWebhooks } from './webhooks';

/** One thing that Strapi reads or writes only when it starts. */
export interface RefreshStep {
  /** For a person: what is out of date when the step fails. */
  what: string;
  run(strapi: Core.Strapi): Promise<void>;
}

/** In the order of a start (`@strapi/core` Strapi.js bootstrap): plugins, then the admin, whose roles count locales. */
const STEPS: RefreshStep[] = [
  { what: 'the layouts of the content manager', run: refreshContentManager },
  { what: 'the default locale', run: refreshLocales },
  { what: 'the settings of the media library', run: refreshUpload },
  { what: 'the roles and settings of end users', run: refreshUsersPermissions },
  { what: 'the sessions of end users', run: refreshSessions },
  { what: 'the permissions of administrators', run: refreshAdminPermissions },
  { what: 'the webhooks', run: refreshWebhooks },
];

/**
 * Makes the running server behave like one that has just started on the restored data: fills what Strapi keeps in
 * memory anew, and writes what a start would have written. The restore is committed by then, so a step that fails is
 * told of and does not stop the others. Never rejects.
 */
export async function refreshServer(
  strapi: Core.Strapi,
  warn: (message: string) => void,
  steps: RefreshStep[] = STEPS,
): Promise<void> {
  for (const { what, run } of steps) {
    try {
      await run(strapi);
    } catch (error) {
      strapi.log.error(
        `[lifeboat] After the restore, ${what} could not be refreshed: ${describe(error)}`,
      );
      warn(`The running server could not refresh ${what}. Restart Strapi to do so.`);
    }
  }
}

import type { Core } from '@strapi/types';
import { endOldSessions } from '../../state/sessions';
import { createTokenCutoffs } from '../../state/token-cutoffs';

/**
 * Ends what the restore's transaction could not see: MySQL shows a transaction the sessions that there were when it
 * began, and end users go on logging in while it runs.
 */
export function refreshSessions(strapi: Core.Strapi): Promise<void> {
  return endOldSessions(strapi, createTokenCutoffs(strapi));
}

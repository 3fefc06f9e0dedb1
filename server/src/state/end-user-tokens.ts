import type { Core } from '@strapi/types';
import type { Models, Trx } from '../database/model';
import { type Accounts, USER_UID, changedIds, noteAccounts, readAccounts } from './accounts';
import { endOldSessions } from './sessions';
import { createTokenCutoffs } from './token-cutoffs';

/** A login that still read the account of before is signed within this time of the commit. */
const LOGIN_SECONDS = 2;

/**
 * Keeps tokens of end users from opening another's account. A token of users-permissions says nothing but an id, and
 * after a restore that id may be another person's. Both run in the restore's transaction, so that its commit brings
 * the new accounts and the refusal of old tokens at once.
 */
export interface EndUserTokens {
  /** Before the rows are deleted: notes whose each id is. */
  note(trx: Trx): Promise<void>;
  /** After all rows are written, right before the commit. */
  refuseOld(trx: Trx): Promise<void>;
}

export function createEndUserTokens(strapi: Core.Strapi, models: Models): EndUserTokens {
  const cutoffs = createTokenCutoffs(strapi);
  let before: Accounts | undefined;
  return {
    async note(trx) {
      if (models.get(USER_UID)) before = await noteAccounts(readAccounts(trx, models));
    },
    async refuseOld(trx) {
      if (!before) return;
      const ids = await changedIds(before, readAccounts(trx, models));
      before = undefined;
      if (ids.length === 0) return;
      await cutoffs.save(ids, Math.floor(Date.now() / 1000) + LOGIN_SECONDS);
      await endOldSessions(strapi, cutoffs);
    },
  };
}

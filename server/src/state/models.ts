import type { Core } from '@strapi/types';
import { type OwnModel, hostOf } from '../host/host';

/** What all our tables' uids begin with. They are no content types: no archive carries them. */
export const OWN_MODELS = 'plugin::lifeboat.';

export const TOKEN_CUTOFF_UID = 'plugin::lifeboat.token-cutoff';

export const JOB_UID = 'plugin::lifeboat.job';

// One for each attribute: Strapi writes the column's name into it.
const text = () => ({ type: 'string' });
/** `unique` of the attribute itself is only a rule for the content manager (`@strapi/database` schema/schema). */
const uniqueText = () => ({ type: 'string', column: { unique: true } });

const MODELS: OwnModel[] = [
  {
    uid: JOB_UID,
    singularName: 'job',
    tableName: 'lifeboat_jobs',
    attributes: {
      jobId: uniqueText(),
      slot: uniqueText(),
      kind: text(),
      state: text(),
      holder: text(),
      expiresAt: { type: 'biginteger' },
      startedById: text(),
      startedBy: text(),
      snapshot: { type: 'text' },
    },
  },
  {
    uid: TOKEN_CUTOFF_UID,
    singularName: 'token-cutoff',
    tableName: 'lifeboat_token_cutoffs',
    attributes: {
      fromId: { type: 'integer' },
      toId: { type: 'integer' },
      // Seconds; a 32-bit integer ends in 2038.
      refusedUntil: { type: 'biginteger' },
    },
    indexes: [{ name: 'lifeboat_token_cutoffs_ids_index', columns: ['from_id', 'to_id'] }],
  },
];

/** Adds our tables to those that Strapi makes when it starts; `register()` is early enough. */
export function registerModels(strapi: Core.Strapi): void {
  hostOf(strapi).addModels(MODELS);
}

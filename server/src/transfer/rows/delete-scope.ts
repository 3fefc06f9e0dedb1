import type { Core } from '@strapi/types';
import {
  createPointers,
  deleteComponentsOf,
  deleteType,
  emptyTable,
} from '../../database/delete-rows';
import { type Models, type Trx, componentsIn } from '../../database/model';
import { hostOf } from '../../host/host';
import { OWN_MODELS } from '../../state/models';
import type { Scope } from '../filter';
import type { RestoredRows } from './restored-rows';
import { deleteConfiguration } from './write-configuration';

/**
 * Deletes what the scope replaces; the same as the official command would have deleted (`parseRestoreFromOptions` of
 * `@strapi/strapi` cli/utils/data-transfer), but for the rows that describe the installation. Where components of
 * types that stay remain, the ids of those that come are moved past theirs.
 */
export async function deleteInScope(
  strapi: Core.Strapi,
  trx: Trx,
  models: Models,
  scope: Scope,
  restored: RestoredRows,
): Promise<void> {
  if (scope.has('content')) {
    const uids = Object.keys(strapi.contentTypes).filter(scope.includes);
    const { emptied, shared } = splitComponents(strapi, models, scope);
    const pointers = createPointers(trx, models, ownersThatStay(strapi, models, scope, shared));
    for (const uid of uids) {
      await deleteComponentsOf(trx, models, uid, emptied, pointers);
      await deleteType(trx, models, uid);
    }
    await pointers.toTypes([...uids, ...emptied]);
    for (const uid of emptied) await deleteType(trx, models, uid);
    for (const uid of shared) restored.shift(uid, await highestId(trx, models, uid));
  }
  if (scope.has('config')) await deleteConfiguration(trx, models);
  if (scope.has('content') && scope.has('config') && !scope.onlyContentTypes) {
    for (const uid of otherModels(strapi, models)) await emptyTable(trx, models.need(uid).table);
  }
}

/** Components that only types of the scope use can go as a whole, those that others use too can not. */
function splitComponents(strapi: Core.Strapi, models: Models, scope: Scope) {
  const types = Object.keys(strapi.contentTypes);
  const used = componentsIn(
    models,
    types.filter((uid) => !scope.includes(uid)),
  );
  const all = Object.keys(strapi.components).filter((uid) => models.get(uid));
  return {
    emptied: new Set(all.filter((uid) => !used.has(uid))),
    shared: all.filter((uid) => used.has(uid)),
  };
}

/** Types that the filter keeps out, and components of theirs. */
function ownersThatStay(
  strapi: Core.Strapi,
  models: Models,
  scope: Scope,
  shared: string[],
): string[] {
  const types = Object.keys(strapi.contentTypes).filter((uid) => scope.leavesOut(uid));
  return [...types, ...shared].filter((uid) => models.get(uid));
}

async function highestId(trx: Trx, models: Models, uid: string): Promise<number> {
  const [row] = (await trx(models.need(uid).table).max({ id: 'id' })) as { id: number | null }[];
  return Number(row?.id ?? 0);
}

/** Tables of Strapi's own that are no content types, such as the content history; never ours. */
function otherModels(strapi: Core.Strapi, models: Models): string[] {
  const configuration = Object.values(models.configuration);
  return hostOf(strapi)
    .modelsWithoutContentType()
    .filter((uid) => !configuration.includes(uid) && !uid.startsWith(OWN_MODELS));
}

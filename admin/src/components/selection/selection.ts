import type { ContentTypeInfo, Preset, TransferFilter } from '../../../../shared/contract';
import type { TranslationKey } from '../../translations/keys';
import { allBut } from '../allBut';

export const TYPE_MODES = ['all', 'only', 'allBut'] as const;
export type TypeMode = (typeof TYPE_MODES)[number];

/** Which content types; `uids` says nothing while the mode is `all`. */
export interface TypeChoice {
  mode: TypeMode;
  uids: string[];
}

/** What an export or a restore is to cover, as people choose it on either page. */
export interface Selection {
  included: Preset[];
  types: TypeChoice;
}

export type SelectionErrors = Partial<Record<keyof Selection, TranslationKey>>;

export const ALL_TYPES: TypeChoice = { mode: 'all', uids: [] };

export function takes({ mode, uids }: TypeChoice, uid: string): boolean {
  return mode === 'all' || uids.includes(uid) === (mode === 'only');
}

/** Whether only a part of the content is covered. */
export const isNarrowed = ({ included, types }: Selection): boolean =>
  included.includes('content') && types.mode !== 'all';

/** The types that are selected; what was selected in another mode may not be on offer in this one. */
export const selected = ({ uids }: TypeChoice, offered: ContentTypeInfo[]): ContentTypeInfo[] =>
  offered.filter(({ uid }) => uids.includes(uid));

/** Files whose rows are left out are left out too, whether or not they are included. */
export function leavesFilesOut(selection: Selection, offered: ContentTypeInfo[]): boolean {
  return (
    isNarrowed(selection) &&
    !offered.some(({ uid, bringsFiles }) => bringsFiles && takes(selection.types, uid))
  );
}

/** The parts that are really moved. */
export function movedParts(selection: Selection, offered: ContentTypeInfo[]): Preset[] {
  return leavesFilesOut(selection, offered)
    ? selection.included.filter((part) => part !== 'files')
    : selection.included;
}

/** Finds what would leave nothing to move, so that it is said before the server has to. */
export function checkSelection(selection: Selection, offered: ContentTypeInfo[]): SelectionErrors {
  const { included, types } = selection;
  if (included.length === 0) return { included: 'select.none' };
  if (!isNarrowed(selection)) return {};
  if (selected(types, offered).length === 0) {
    return { types: types.mode === 'only' ? 'types.only.missing' : 'types.allBut.missing' };
  }
  if (!offered.some(({ uid }) => takes(types, uid))) return { types: 'types.nothingLeft' };
  return {};
}

/** A selection in the words of the API; what says nothing is left out. */
export function toFilter(selection: Selection, offered: ContentTypeInfo[]): TransferFilter {
  const exclude = allBut(movedParts(selection, offered));
  const filter: TransferFilter = exclude.length > 0 ? { exclude } : {};
  if (!isNarrowed(selection)) return filter;

  const uids = selected(selection.types, offered).map(({ uid }) => uid);
  return selection.types.mode === 'only'
    ? { ...filter, onlyContentTypes: uids }
    : { ...filter, excludeContentTypes: uids };
}

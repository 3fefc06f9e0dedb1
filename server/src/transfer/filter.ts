import { PRESETS, type Preset, type TransferFilter } from '../../../shared/contract';
import { LifeboatError } from '../errors';

/** The media library's own types: without them, files have nothing that points at them. */
export const FILE_UID = 'plugin::upload.file';
const MEDIA_LIBRARY = [FILE_UID, 'plugin::upload.folder'];

/** What one transfer moves. Made once from what was asked for, read by everything that filters. */
export interface Scope {
  /** Whether a preset is part of the transfer. */
  has(preset: Preset): boolean;
  /** Whether rows of this type are. */
  includes(uid: string): boolean;
  /** Whether the filter keeps rows of this type out, which an archive may hold. */
  leavesOut(uid: string): boolean;
  exclude: Preset[];
  onlyContentTypes?: string[];
}

/**
 * Reads a filter as the official commands do (`@strapi/strapi` cli/utils/data-transfer): a type in both lists or one
 * that the site does not have is refused; when no type of the media library is moved, its files are not either.
 * @throws LifeboatError `optionsInvalid`
 */
export function createScope(
  filter: TransferFilter,
  knownTypes: string[],
  isIgnored: (uid: string) => boolean,
): Scope {
  const { onlyContentTypes, excludeContentTypes = [] } = filter;
  checkTypes('onlyContentTypes', onlyContentTypes ?? [], knownTypes);
  checkTypes('excludeContentTypes', excludeContentTypes, knownTypes);
  if (onlyContentTypes?.some((uid) => excludeContentTypes.includes(uid))) {
    throw invalid('excludeContentTypes', 'a content type is both in it and in onlyContentTypes');
  }

  const isWanted = (uid: string): boolean =>
    !excludeContentTypes.includes(uid) &&
    (!onlyContentTypes?.length || onlyContentTypes.includes(uid));
  const includes = (uid: string): boolean => !isIgnored(uid) && isWanted(uid);

  const exclude = [...new Set(filter.exclude ?? [])];
  if (!exclude.includes('content') && !MEDIA_LIBRARY.some(includes)) exclude.push('files');
  if (PRESETS.every((preset) => exclude.includes(preset))) {
    throw invalid('exclude', 'nothing would be left');
  }
  return {
    has: (preset) => !exclude.includes(preset),
    includes,
    leavesOut: (uid) => !isIgnored(uid) && !isWanted(uid),
    exclude,
    onlyContentTypes: onlyContentTypes?.length ? onlyContentTypes : undefined,
  };
}

/** Whether a filter keeps anything out at all. */
export const isPartial = ({
  exclude,
  onlyContentTypes,
  excludeContentTypes,
}: TransferFilter): boolean =>
  Boolean(exclude?.length || onlyContentTypes || excludeContentTypes?.length);

/** Whether a link is moved: with one end outside it is left out, as in the official commands. */
export function includesLink(
  { includes }: Pick<Scope, 'includes'>,
  { left, right }: { left: { type: string }; right: { type: string } },
): boolean {
  return includes(left.type) && includes(right.type);
}

function checkTypes(field: string, uids: string[], known: string[]): void {
  const unknown = uids.filter((uid) => !known.includes(uid));
  if (unknown.length > 0) throw invalid(field, `this site has no ${unknown.join(', ')}`);
}

function invalid(field: string, problem: string): LifeboatError {
  return new LifeboatError('optionsInvalid', { field, problem });
}

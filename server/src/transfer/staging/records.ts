import { ArchiveError } from '../../archive';
import { MAX_ID } from '../../database/id-set';
import { FILE_UID } from '../filter';
import { damaged, parseJson } from './json';
import type { AssetMetadata, JsonlStage } from './staging';

type Shape = Record<string, unknown>;

const isObject = (value: unknown): value is Shape =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const MAX_UID_LENGTH = 255;
/** A type may be one that this site does not know, but it becomes a key of objects and of messages. */
const isUid = (value: unknown): value is string =>
  isText(value) && value.length <= MAX_UID_LENGTH && value !== '__proto__';
/** What a table can hold: what is beyond it would break every id that comes after. */
const isId = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) > 0 && Number(value) <= MAX_ID;
/** Links of languages name a document. */
const isEnd = (value: unknown): boolean =>
  isObject(value) && isUid(value.type) && (isId(value.ref) || isText(value.ref));

/** What a line must have at the least for the engine and its destination to work on it. */
const CHECKS: Record<JsonlStage, (record: Shape) => boolean> = {
  schemas: ({ uid, attributes }) =>
    isUid(uid) && isObject(attributes) && Object.values(attributes).every(isObject),
  entities: (record) => isUid(record.type) && isId(record.id) && isObject(record.data),
  links: (record) => isEnd(record.left) && isEnd(record.right),
  configuration: (record) => isText(record.type) && isObject(record.value),
};

/** @throws ArchiveError `archiveDamaged` when the line is no JSON or not a record of this stage */
export function parseRecord(stage: JsonlStage, line: Buffer, entry: string): Shape {
  const record = parseJson(line, entry);
  if (!isObject(record) || !CHECKS[stage](record)) throw damaged(entry, 'record');
  for (const file of filesNamedBy(stage, record)) checkStoredName(file);
  return record;
}

/**
 * What a record tells an upload provider to store, or one day to delete: a row of the media library with its formats,
 * and the admin's logos, whose bytes stand in the project settings.
 */
function filesNamedBy(stage: JsonlStage, record: Shape): Shape[] {
  if (stage === 'entities' && record.type === FILE_UID) {
    const file = record.data as Shape;
    return [file, ...objectsIn(file.formats)];
  }
  if (stage === 'configuration') return objectsIn((record.value as Shape).value);
  return [];
}

function objectsIn(value: unknown): Shape[] {
  return isObject(value) ? Object.values(value).filter(isObject) : [];
}

/** @throws ArchiveError `archiveUnsafe` when a provider would be led to another folder */
function checkStoredName({ hash, ext }: Shape): void {
  if (typeof hash !== 'string') return;
  const stored = `${hash}${typeof ext === 'string' ? ext : ''}`;
  if (!isBareName(stored)) throw new ArchiveError('archiveUnsafe', { entry: stored });
}

/**
 * The same demands as the official file source has (`validateAssetMetadata`), and one more: the name under which the
 * upload provider will store the file is a bare name.
 * @throws ArchiveError `archiveDamaged`, or `archiveUnsafe` for a name that is a path
 */
export function checkAssetMetadata(value: unknown, filename: string, entry: string): AssetMetadata {
  if (!isObject(value)) throw damaged(entry, 'assetMetadata');
  const { id, size, name, hash, mime, url, ext, type, mainHash } = value;
  const optional = [ext, type, mainHash].every(
    (field) => field === undefined || field === null || typeof field === 'string',
  );
  const required = [name, hash, mime, url].every(isText);
  const numbers =
    Number.isInteger(id) && Number(id) > 0 && Number.isFinite(size) && Number(size) >= 0;
  if (!optional || !required || !numbers) throw damaged(entry, 'assetMetadata');

  checkStoredName(value);
  const stored = `${hash as string}${(ext as string | null | undefined) ?? ''}`;
  // Old exports wrote the name of a file without an extension as `<hash>null`.
  if (filename !== stored && filename !== `${hash as string}${ext as string | null | undefined}`) {
    throw damaged(entry, 'assetName');
  }
  return value as AssetMetadata;
}

/** Dot files are refused too: the staging itself lives in one, and no upload is ever called so. */
export function isBareName(name: string): boolean {
  return (
    name !== '' && !name.startsWith('.') && !/[/\\\0]/.test(name) && Buffer.byteLength(name) <= 255
  );
}

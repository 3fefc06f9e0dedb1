import type { Context } from 'koa';
import {
  CONFLICT_STRATEGIES,
  type ExportOptions,
  PRESETS,
  type ReportOptions,
  type RestoreOptions,
  SCHEMA_STRATEGIES,
  type ServerArchiveOptions,
  type TransferFilter,
  VERSION_STRATEGIES,
} from '../../../shared/contract';
import { LifeboatError } from '../errors';

/** No jsonl file needs to be larger than this many MiB; V8 can't hold a longer line anyway. */
const MAX_SIZE_JSONL = 512;

type Input = Record<string, unknown>;

/** @throws LifeboatError `optionsInvalid` naming the first field that can't be used */
export function readExportOptions(ctx: Context): ExportOptions {
  const input = readBody(ctx);
  return {
    encrypt: read(input, 'encrypt', isBoolean, 'it must be true or false'),
    key: readOptionalKey(input),
    compress: read(input, 'compress', isBoolean, 'it must be true or false'),
    maxSizeJsonl: read(
      input,
      'maxSizeJsonl',
      isJsonlSize,
      `it must be a number of megabytes above 0, at most ${MAX_SIZE_JSONL}`,
    ),
    filename: read(input, 'filename', isString, 'it must be a text'),
    ...readFilter(input),
  };
}

/** @throws LifeboatError `optionsInvalid` */
export function readRestoreOptions(ctx: Context): RestoreOptions {
  const input = readBody(ctx);
  const upload = read(input, 'upload', isText, 'it must be the id of an upload');
  if (!upload) throw invalid('upload', 'it is missing');
  return {
    upload,
    ...readStrategies(input),
    conflictStrategy: read(
      input,
      'conflictStrategy',
      isOneOf(CONFLICT_STRATEGIES),
      oneOf(CONFLICT_STRATEGIES),
    ),
    safetyCopy: read(input, 'safetyCopy', isBoolean, 'it must be true or false'),
    ...readFilter(input),
  };
}

/** @throws LifeboatError `optionsInvalid` */
export function readServerArchiveOptions(ctx: Context): ServerArchiveOptions {
  const input = readBody(ctx);
  const filename = read(input, 'filename', isText, 'it must be the name of an archive');
  if (!filename) throw invalid('filename', 'it is missing');
  return { filename, key: readOptionalKey(input) };
}

/** @throws LifeboatError `optionsInvalid` */
export function readKey(ctx: Context): string {
  const key = readOptionalKey(readBody(ctx));
  if (!key) throw invalid('key', 'it is missing');
  return key;
}

function readOptionalKey(input: Input): string | undefined {
  return read(input, 'key', isText, 'it must be a text of one character or more');
}

/** From a query, a form or a body. @throws LifeboatError `optionsInvalid` */
export function readStrategies(
  input: Input,
): Pick<ReportOptions, 'versionStrategy' | 'schemaStrategy'> {
  return {
    versionStrategy:
      read(input, 'versionStrategy', isOneOf(VERSION_STRATEGIES), oneOf(VERSION_STRATEGIES)) ??
      'exact',
    schemaStrategy:
      read(input, 'schemaStrategy', isOneOf(SCHEMA_STRATEGIES), oneOf(SCHEMA_STRATEGIES)) ??
      'exact',
  };
}

const LISTS = ['exclude', 'onlyContentTypes', 'excludeContentTypes'] as const;

/** From a query, in which a list is given as `a,b`. @throws LifeboatError `optionsInvalid` */
export function readReportOptions(ctx: Context): ReportOptions {
  const input: Input = { ...ctx.query };
  for (const list of LISTS) {
    if (typeof input[list] === 'string') input[list] = input[list].split(',').filter(Boolean);
  }
  return { ...readStrategies(input), ...readFilter(input) };
}

function readFilter(input: Input): TransferFilter {
  const uids = 'it must be a list of content types';
  return {
    exclude: read(
      input,
      'exclude',
      isListOf(isOneOf(PRESETS)),
      `it must be a list of ${PRESETS.join(', ')}`,
    ),
    onlyContentTypes: read(input, 'onlyContentTypes', isListOf(isText), uids),
    excludeContentTypes: read(input, 'excludeContentTypes', isListOf(isText), uids),
  };
}

function readBody(ctx: Context): Input {
  const body: unknown = (ctx.request as { body?: unknown }).body ?? {};
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw invalid('body', 'it must be a JSON object');
  }
  return body as Input;
}

function read<T>(
  input: Input,
  field: string,
  isValid: (value: unknown) => value is T,
  problem: string,
): T | undefined {
  const value = Object.hasOwn(input, field) ? input[field] : undefined;
  if (value === undefined || value === null) return undefined;
  if (!isValid(value)) throw invalid(field, problem);
  return value;
}

const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';
const isString = (value: unknown): value is string => typeof value === 'string';
const isText = (value: unknown): value is string => isString(value) && value !== '';
const isJsonlSize = (value: unknown): value is number =>
  typeof value === 'number' && value > 0 && value <= MAX_SIZE_JSONL;

function isOneOf<T>(allowed: readonly T[]) {
  return (value: unknown): value is T => allowed.includes(value as T);
}

function isListOf<T>(isItem: (value: unknown) => value is T) {
  return (value: unknown): value is T[] => Array.isArray(value) && value.every(isItem);
}

function oneOf(allowed: readonly string[]): string {
  return `it must be one of ${allowed.join(', ')}`;
}

function invalid(field: string, problem: string): LifeboatError {
  return new LifeboatError('optionsInvalid', { field, problem });
}

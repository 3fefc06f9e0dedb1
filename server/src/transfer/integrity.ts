import type * as DataTransfer from '@strapi/data-transfer';
import type { IDestinationProvider, ISourceProvider } from '@strapi/data-transfer/dist/engine';
import {
  SCHEMA_STRATEGIES,
  type SchemaDifference,
  type SchemaStrategy,
  VERSION_STRATEGIES,
  type VersionStrategy,
} from '../../../shared/contract';
import { LifeboatError } from '../errors';

/** More than anyone reads; keeps an answer small when the archive is of another project altogether. */
const MAX_DIFFERENCES = 200;

/** What stands in the way under each strategy; a strategy that lets the restore start has no entry. */
export interface Integrity {
  versions: Map<VersionStrategy, LifeboatError>;
  schemas: Map<SchemaStrategy, LifeboatError>;
}

/** Lets Strapi's engine judge whether `source` fits `destination`, by every strategy. Neither is written to. */
export async function checkIntegrity(
  dataTransfer: typeof DataTransfer,
  source: ISourceProvider,
  destination: IDestinationProvider,
): Promise<Integrity> {
  const remembered = rememberFacts(source);
  const schemas: Integrity['schemas'] = new Map();
  for (const strategy of SCHEMA_STRATEGIES) {
    const found = await mismatch(dataTransfer, remembered, destination, {
      versionStrategy: 'ignore',
      schemaStrategy: strategy,
    });
    if (found) schemas.set(strategy, found);
  }
  return { versions: await checkVersions(dataTransfer, remembered, destination), schemas };
}

/** The half of {@link checkIntegrity} that needs no schemas of the source. */
export async function checkVersions(
  dataTransfer: typeof DataTransfer,
  source: ISourceProvider,
  destination: IDestinationProvider,
): Promise<Integrity['versions']> {
  const versions: Integrity['versions'] = new Map();
  for (const strategy of VERSION_STRATEGIES) {
    const found = await mismatch(dataTransfer, source, destination, {
      versionStrategy: strategy,
      schemaStrategy: 'ignore',
    });
    if (found) versions.set(strategy, found);
  }
  return versions;
}

/** The engine stops at the first mismatch; a person wants to hear of all at once, so each is asked for by itself. */
async function mismatch(
  dataTransfer: typeof DataTransfer,
  source: ISourceProvider,
  destination: IDestinationProvider,
  strategies: { versionStrategy: VersionStrategy; schemaStrategy: SchemaStrategy | 'ignore' },
): Promise<LifeboatError | undefined> {
  const engine = dataTransfer.engine.createTransferEngine(source, destination, strategies);
  try {
    await engine.integrityCheck();
    return undefined;
  } catch (error) {
    const found = engineErrorToLifeboat(error);
    if (!(found instanceof LifeboatError)) throw error;
    return found;
  }
}

/** A source that reads what the engine compares only once. */
function rememberFacts(source: ISourceProvider): ISourceProvider {
  const metadata = Promise.resolve(source.getMetadata());
  const schemas = Promise.resolve(source.getSchemas?.());
  for (const facts of [metadata, schemas]) facts.catch(() => undefined);
  return {
    name: source.name,
    type: 'source',
    getMetadata: () => metadata,
    getSchemas: async () => (await schemas) ?? null,
  };
}

interface EngineDetails {
  check?: string;
  strategy?: string;
  versions?: { source: string; destination: string };
  diffs?: Record<string, EngineDiff[]>;
}

/** As `@strapi/data-transfer` utils/json reports them. */
interface EngineDiff {
  kind: 'added' | 'deleted' | 'modified';
  path: string[];
  value?: unknown;
  values?: [unknown, unknown];
}

/** The engine's validation errors in our words; anything else as it is. */
export function engineErrorToLifeboat(error: unknown): unknown {
  const details = (error as { details?: { details?: EngineDetails } } | null)?.details?.details;
  if (details?.check === 'strapi.version' && details.versions) {
    const { source: archive, destination: site } = details.versions;
    const facts = { archive, site, age: compareAge(archive, site), strategy: details.strategy };
    return new LifeboatError('versionMismatch', facts, { cause: error });
  }
  if (details?.check === 'schema.changes' && details.diffs) {
    const differences = Object.entries(details.diffs).flatMap(([uid, diffs]) =>
      diffs.map((diff) => toDifference(uid, diff)),
    );
    const facts = {
      strategy: details.strategy,
      total: differences.length,
      differences: differences.slice(0, MAX_DIFFERENCES),
    };
    return new LifeboatError('schemaMismatch', facts, { cause: error });
  }
  return error;
}

/** The engine compares archive (its source) with site (its destination): what is `added` only the site has. */
function toDifference(uid: string, { kind, path, value, values }: EngineDiff): SchemaDifference {
  const difference: SchemaDifference = { uid, path: path.join('.'), kind };
  if (kind === 'added') difference.site = inShort(value);
  if (kind === 'deleted') difference.archive = inShort(value);
  if (values) [difference.archive, difference.site] = values.map(inShort);
  return difference;
}

/** An attribute is told by its type, a whole content type by its name. */
function inShort(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const { type, info } = value as { type?: unknown; info?: { displayName?: unknown } };
  return type ?? info?.displayName ?? JSON.stringify(value).slice(0, 80);
}

function compareAge(archive: string, site: string): 'older' | 'newer' | 'other' {
  const [a, b] = [archive, site].map((version) => version.split(/[.-]/).slice(0, 3).map(Number));
  for (let i = 0; i < 3; i += 1) {
    if (a![i]! < b![i]!) return 'older';
    if (a![i]! > b![i]!) return 'newer';
  }
  return 'other';
}

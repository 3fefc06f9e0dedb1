import type * as DataTransfer from '@strapi/data-transfer';
import type { IDestinationProvider, ISourceProvider } from '@strapi/data-transfer/dist/engine';
import type { SchemaDifference, SchemaStrategy, VersionStrategy } from '../../../shared/contract';
import { LifeboatError } from '../errors';

/** More than anyone reads; keeps an answer small when the archive is of another project altogether. */
const MAX_DIFFERENCES = 200;

/**
 * Lets Strapi's engine judge whether `source` fits `destination`. Neither is written to.
 * @returns everything that stands in the way: a version mismatch, a schema mismatch, both or nothing
 */
export async function checkIntegrity(
  dataTransfer: typeof DataTransfer,
  source: ISourceProvider,
  destination: IDestinationProvider,
  strategies: { versionStrategy: VersionStrategy; schemaStrategy: SchemaStrategy },
): Promise<LifeboatError[]> {
  const { createTransferEngine } = dataTransfer.engine;
  const { versionStrategy, schemaStrategy } = strategies;
  // The engine stops at the first mismatch; a person wants to hear of both at once.
  const checks = [
    createTransferEngine(source, destination, { versionStrategy, schemaStrategy: 'ignore' }),
    createTransferEngine(source, destination, { versionStrategy: 'ignore', schemaStrategy }),
  ];
  const found: LifeboatError[] = [];
  for (const engine of checks) {
    try {
      await engine.integrityCheck();
    } catch (error) {
      const mismatch = engineErrorToLifeboat(error);
      if (!(mismatch instanceof LifeboatError)) throw error;
      found.push(mismatch);
    }
  }
  return found;
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

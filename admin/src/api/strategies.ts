import type { SchemaStrategy, VersionStrategy } from '../../../shared/contract';

export interface Strategies {
  versionStrategy: VersionStrategy;
  schemaStrategy: SchemaStrategy;
}

export const STRICTEST: Strategies = { versionStrategy: 'exact', schemaStrategy: 'exact' };

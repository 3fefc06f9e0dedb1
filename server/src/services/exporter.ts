import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Core } from '@strapi/types';
import { type ArchiveWriter, type ArchiveWriterOptions, createArchiveWriter } from '../archive';
import { prepareSnapshot } from '../database/snapshot';
import { loadDataTransfer } from '../host/data-transfer';
import { hostOf } from '../host/host';
import { pluginVersions } from '../host/plugins';
import { createArchiveDestination } from '../transfer/archive-destination';
import type { Scope } from '../transfer/filter';
import type { TransferObserver } from '../transfer/observer';
import { runTransfer } from '../transfer/run';
import { createStrapiSource } from '../transfer/strapi-source';
import type { StagingRoots } from './staging-roots';
import { reach } from './steps';

export interface ExportRun {
  /** Tells this export's folder from others. */
  id: string;
  scope: Scope;
  writer: ArchiveWriter;
  maxJsonlBytes: number;
  observer: TransferObserver;
  signal: AbortSignal;
}

/** Makes archives of what the site holds. */
export interface Exporter {
  /** An archive that ends with a manifest of who made it. */
  createWriter(options: Omit<ArchiveWriterOptions, 'manifest'>): ArchiveWriter;
  /** To be called when it is known that an export comes, and that soon. */
  prepare(): void;
  /** Writes the archive to its last byte. */
  run(run: ExportRun): Promise<void>;
}

export function createExporter(strapi: Core.Strapi, roots: StagingRoots): Exporter {
  const dataTransfer = loadDataTransfer(strapi);

  async function run(settings: ExportRun): Promise<void> {
    const { id, scope, writer, maxJsonlBytes, observer, signal } = settings;
    let workDir: string | undefined;
    async function makeWorkDir(): Promise<string> {
      await reach('copyDatabase');
      await roots.claim();
      const made = path.join(roots.content, `export-${id}`);
      await mkdir(made, { mode: 0o700 });
      return (workDir = made);
    }
    try {
      await runTransfer(dataTransfer, {
        source: createStrapiSource(dataTransfer, strapi, scope, makeWorkDir, observer),
        destination: createArchiveDestination(writer, maxJsonlBytes, observer),
        scope,
        observer,
        signal,
      });
    } finally {
      if (workDir) await rm(workDir, { recursive: true, force: true });
    }
  }

  return {
    createWriter(options) {
      const plugins = toldVersions(strapi);
      const site = { address: hostOf(strapi).siteAddress(), plugins };
      return createArchiveWriter({
        ...options,
        manifest: { lifeboat: plugins.lifeboat ?? '', site },
      });
    },
    prepare: () => prepareSnapshot(strapi),
    run,
  };
}

/** A plugin that is part of the app's own code has no version to tell. */
function toldVersions(strapi: Core.Strapi): Record<string, string> {
  const versions = Object.entries(pluginVersions(strapi));
  return Object.fromEntries(versions.filter((entry): entry is [string, string] => !!entry[1]));
}

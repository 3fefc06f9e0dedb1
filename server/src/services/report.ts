import type * as DataTransfer from '@strapi/data-transfer';
import type { IDestinationProvider } from '@strapi/data-transfer/dist/engine';
import type { IMetadata } from '@strapi/data-transfer/dist/types';
import type { Core } from '@strapi/types';
import {
  type ArchiveOrigin,
  type ArchiveSummary,
  NEVER_HELD,
  type Report,
  type ReportOptions,
  SCHEMA_STRATEGIES,
  type SchemaComparison,
  VERSION_STRATEGIES,
  type VersionComparison,
  type VersionStrategy,
} from '../../../shared/contract';
import { createModels } from '../database/model';
import { LifeboatError } from '../errors';
import { loadDataTransfer } from '../host/data-transfer';
import { hostOf } from '../host/host';
import { pluginVersions } from '../host/plugins';
import { siteFacts } from '../host/site-facts';
import { uploadProviderName } from '../host/uploads';
import { FILE_UID } from '../transfer/filter';
import { type Integrity, checkIntegrity, checkVersions } from '../transfer/integrity';
import type { MetadataFacts } from '../transfer/staging/ingest';
import type { StagingFolders } from '../transfer/staging/staging';
import { createStagingSource, readStagedAssets } from '../transfer/staging/staging-source';
import { replacesFiles } from '../transfer/strapi-destination';
import type { ContentTypes } from './content-types';
import { projectName } from './project-name';
import { contentChanges } from './report/content-changes';
import { databaseNeed, isTooFull, safetyCopyNeed } from './report/disk';
import { compareFiles } from './report/file-changes';
import { comparePlugins, missingPlugins } from './report/plugin-changes';
import { siteFiles } from './report/site-files';
import { findWarnings } from './report/warnings';
import { siteScope } from './site-scope';

/** An archive that waits in staging. */
export interface Staged {
  folders: StagingFolders;
  archive: ArchiveSummary;
}

export interface Reports {
  /**
   * Finds out what a restore would do. Reads the staging and the site, changes neither.
   * @throws LifeboatError `optionsInvalid` when the filter leaves nothing
   */
  create(staged: Staged, options: ReportOptions): Promise<Report>;
  /** Only what forbids the restore: asked again when it starts. */
  blockers(staged: Staged, options: ReportOptions): Promise<LifeboatError[]>;
  /** What can be said of an archive of which only the metadata is known yet. */
  origin(facts: MetadataFacts): Promise<ArchiveOrigin>;
}

export function createReports(strapi: Core.Strapi, contentTypes: ContentTypes): Reports {
  const dataTransfer = loadDataTransfer(strapi);

  return {
    async create(staged, options) {
      const { folders, archive } = staged;
      const scope = siteScope(strapi, options);
      const { integrity, schemas: archiveSchemas } = await judge(dataTransfer, strapi, folders);
      const database = await databaseNeed(strapi, folders, scope);
      const { changes: files, originals } = await compareFiles(
        readStagedAssets(folders),
        siteFiles(strapi, createModels(strapi)),
        uploadProviderName(strapi),
        { moved: scope.has('files'), replaced: replacesFiles(scope) },
      );
      const nameOf = (uid: string): string => displayName(strapi, archiveSchemas, uid);
      const plugins = pluginVersions(strapi);
      const told = archive.manifest?.site.plugins;

      const found = {
        versions: {
          archive: archive.strapiVersion,
          site: strapi.config.get<string>('info.strapi'),
          allowedBy: allowed(integrity.versions),
          plugins: comparePlugins(told, plugins),
          pluginsTold: told !== undefined,
        } satisfies VersionComparison,
        schemas: compareSchemas(integrity, nameOf),
        contentTypes: contentChanges(
          await contentTypes.list(),
          archive.entities,
          scope,
          nameOf,
          hostOf(strapi).isIgnoredType,
        ),
        files,
        disk: { database, safetyCopy: await safetyCopyNeed(strapi, folders, files.now.bytes) },
      };
      const fileRows = replacesFiles(scope) ? (archive.entities[FILE_UID] ?? 0) : 0;
      const mismatch = integrity.versions.get('exact');
      return {
        versionStrategy: options.versionStrategy,
        schemaStrategy: options.schemaStrategy,
        blockers: findBlockers(integrity, database, options).map((blocker) => blocker.toBody()),
        warnings: findWarnings({
          archive,
          report: found,
          isNewer:
            mismatch?.facts.age === 'newer' && !integrity.versions.has(options.versionStrategy),
          filesMissing: Math.max(0, fileRows - originals),
          pluginsMissing: missingPlugins(told, plugins),
          now: new Date(),
        }),
        ...found,
        neverHeld: [...NEVER_HELD],
        project: projectName(strapi),
      };
    },

    async blockers({ folders }, options) {
      const { integrity } = await judge(dataTransfer, strapi, folders);
      return findBlockers(
        integrity,
        await databaseNeed(strapi, folders, siteScope(strapi, options)),
        options,
      );
    },

    async origin({ strapiVersion, createdAt }) {
      const site = thisSite(dataTransfer, strapi);
      const metadata = strapiVersion === null ? {} : { strapi: { version: strapiVersion } };
      const versions = await checkVersions(
        dataTransfer,
        {
          name: 'source::lifeboat-origin',
          type: 'source',
          getMetadata: () => metadata as IMetadata,
          getSchemas: () => null,
        },
        site,
      );
      return {
        strapiVersion,
        createdAt,
        siteVersion: strapi.config.get('info.strapi'),
        allowedBy: allowed(versions),
      };
    },
  };
}

/** The version strategies under which nothing stands in the way. */
function allowed(versions: Integrity['versions']): VersionStrategy[] {
  return VERSION_STRATEGIES.filter((one) => !versions.has(one));
}

/** This site as the end that is only compared with, never written to. */
function thisSite(dataTransfer: typeof DataTransfer, strapi: Core.Strapi): IDestinationProvider {
  return {
    name: 'destination::lifeboat-report',
    type: 'destination',
    ...siteFacts(dataTransfer, strapi),
  };
}

type Schemas = Record<string, { info?: { displayName?: string } } | undefined>;

async function judge(
  dataTransfer: typeof DataTransfer,
  strapi: Core.Strapi,
  folders: StagingFolders,
): Promise<{ integrity: Integrity; schemas: Schemas }> {
  const source = createStagingSource(folders);
  const integrity = await checkIntegrity(dataTransfer, source, thisSite(dataTransfer, strapi));
  return { integrity, schemas: ((await source.getSchemas?.()) ?? {}) as Schemas };
}

function findBlockers(
  { versions, schemas }: Integrity,
  database: Parameters<typeof isTooFull>[0],
  { versionStrategy, schemaStrategy }: ReportOptions,
): LifeboatError[] {
  const full = isTooFull(database) ? new LifeboatError('diskFull', { ...database }) : undefined;
  return [versions.get(versionStrategy), schemas.get(schemaStrategy), full].filter(
    (blocker) => blocker !== undefined,
  );
}

/** The exact strategy minds every difference. */
function compareSchemas({ schemas }: Integrity, nameOf: (uid: string) => string): SchemaComparison {
  const facts = schemas.get('exact')?.facts as
    | Pick<SchemaComparison, 'total' | 'differences'>
    | undefined;
  const differences = facts?.differences ?? [];
  return {
    allowedBy: SCHEMA_STRATEGIES.filter((one) => !schemas.has(one)),
    total: facts?.total ?? 0,
    differences,
    names: Object.fromEntries(differences.map(({ uid }) => [uid, nameOf(uid)])),
  };
}

/** As this site calls a type or component, or as the archive does when the site has none such. */
function displayName(strapi: Core.Strapi, archive: Schemas, uid: string): string {
  const here = strapi.getModel(uid as never) as Schemas[string];
  return here?.info?.displayName ?? archive[uid]?.info?.displayName ?? uid;
}

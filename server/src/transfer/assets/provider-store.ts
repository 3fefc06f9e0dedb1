import { createReadStream } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import type { ProviderFile, UploadProvider } from '../../host/uploads';
import type { AssetMetadata, StagedAsset } from '../staging/staging';
import { type AssetStore, type Journal, type OldAsset, lostFile, storedName } from './asset-store';
import { inLanes } from './lanes';
import { createPlan, exists, hasPlan, readPlan, settledBy } from './plan';
import { type StagedFile, checkStaged } from './staged-files';
import { type Warn, warning } from '../../warnings';

/**
 * `put`: about to be stored under a name that was free, before the commit. `place`: to be stored in place of an old file
 * of the same name, after it. `remove`: to be deleted after it.
 */
type PlanLine =
  | { put: AssetMetadata }
  | ({ place: AssetMetadata } & StagedFile)
  | { remove: OldAsset };

/** A storage answers slowly but bears several requests at once; more would take memory for nothing. */
const UPLOADS_AT_ONCE = 4;

/**
 * Files at an upload provider (a cloud). New files are stored first, under names that are free; old ones go after the
 * commit. A new file whose name an old one has must wait for the commit as well, or there were no way back.
 *
 * @param workDir for the plan; removed at the end
 */
export function createProviderStore(
  provider: UploadProvider,
  providerName: string,
  workDir: string,
  warn: Warn,
): AssetStore {
  const plan = createPlan<PlanLine>(workDir);
  const journal = providerJournal(provider, workDir, warn);
  /** Where what is stored now can be found, by name. */
  const present = new Map<string, string>();
  const old = new Map<string, OldAsset>();
  const urls = new Map<string, string>();

  async function take({ path: from, size, metadata }: StagedAsset): Promise<string> {
    const name = storedName(metadata);
    const known = urls.get(name);
    if (known !== undefined) return known;
    let url = present.get(name);
    await plan.note([url === undefined ? { put: metadata } : { place: metadata, from, size }]);
    url ??= await upload(provider, metadata, from);
    urls.set(name, url);
    return url;
  }

  return {
    provider: providerName,
    async bring(presentAssets, assets, signal) {
      // From now on a plan that is not there is one that was lost.
      await plan.note([]);
      for await (const asset of presentAssets) {
        if (asset.provider === providerName) present.set(storedName(asset), asset.url);
      }
      const waiting = assets[Symbol.asyncIterator]();
      await inLanes(UPLOADS_AT_ONCE, async () => {
        signal.throwIfAborted();
        const { value, done } = await waiting.next();
        if (!done) await take(value);
        return !done;
      });
    },
    async replace(asset) {
      if (asset.provider === providerName) old.set(storedName(asset), asset);
    },
    put: take,
    async prepare() {
      const lines: PlanLine[] = [...old.values()].map((asset) => ({ remove: asset }));
      if (lines.length > 0) await plan.note(lines);
      await plan.sync();
      await checkStaged(workDir);
    },
    ...settledBy(plan, journal),
  };
}

/** What a {@link createProviderStore} with the same folder has left. */
export function providerJournal(provider: UploadProvider, workDir: string, warn: Warn): Journal {
  const forget = (): Promise<void> => rm(workDir, { recursive: true, force: true });

  /** @param from once uploaded it is still there, to be uploaded again */
  async function place(metadata: AssetMetadata, from: string): Promise<void> {
    if (await exists(from)) await upload(provider, metadata, from);
    else warn(lostFile(storedName(metadata), true));
  }

  async function remove(file: OldAsset | AssetMetadata): Promise<void> {
    try {
      await provider.delete({ ...file });
    } catch (error) {
      warn(warning('fileNotDeleted', { name: storedName(file), reason: String(error) }));
    }
  }

  return {
    exists: () => hasPlan(workDir),
    async finish() {
      const kept = new Set<string>();
      for await (const line of readPlan<PlanLine>(workDir)) {
        if ('place' in line) await place(line.place, line.from);
        if ('place' in line) kept.add(storedName(line.place));
        if ('put' in line) kept.add(storedName(line.put));
      }
      for await (const line of readPlan<PlanLine>(workDir)) {
        if ('remove' in line && !kept.has(storedName(line.remove))) await remove(line.remove);
      }
    },
    forget,
    async undo() {
      for await (const line of readPlan<PlanLine>(workDir)) {
        if ('put' in line) await remove(line.put);
      }
      await forget();
    },
  };
}

/** @returns the url that the provider gives it */
async function upload(
  provider: UploadProvider,
  metadata: AssetMetadata,
  from: string,
): Promise<string> {
  const file: ProviderFile = { ...metadata };
  if (provider.uploadStream) {
    await provider.uploadStream(Object.assign(file, { stream: createReadStream(from) }));
  } else {
    await provider.upload(Object.assign(file, { buffer: await readFile(from) }));
  }
  return file.url;
}

import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Site } from '../e2e/support/site';
import { type Ours, startOurs } from './ours';
import { officialExport, officialImport } from './official';
import type { Sample } from './sample';
import { writeArchive } from './shapes/archive';
import type { Shape } from './shapes/content';
import type { SiteMaker } from './sites';
import { assertSameContent } from './verify';

const DEFAULT_ROUNDS = 3;
/** An official command that takes longer is measured once. */
const SLOW_SECONDS = 180;
const SETTLE_MS = 3000;

export interface Direction {
  official: Sample[];
  ours: Sample[];
}

export interface Comparison {
  shape: Shape;
  restore: Direction;
  export: Direction;
}

/** Both sites with the content of a shape in them; the official one does not run. */
export interface Restored {
  official: Site;
  ours: Ours;
  maker: SiteMaker;
}

export interface CompareOptions {
  scale: number;
  rounds?: number;
  /** Called once while the content is there, for whatever else wants measuring on it. */
  whileRestored?: (restored: Restored) => Promise<void>;
}

/**
 * Measures the official commands and ours in turn on the same archive. In each round both start from a site that has
 * no content: the official commands from a fresh one, ours from a running, warmed server.
 */
export async function compare(
  shape: Shape,
  maker: SiteMaker,
  { scale, rounds, whileRestored }: CompareOptions,
): Promise<Comparison> {
  const comparison: Comparison = {
    shape,
    restore: { official: [], ours: [] },
    export: { official: [], ours: [] },
  };
  const site = await maker.make();
  const archive = path.join(site.dir, 'bench.tar.gz.enc');
  await writeArchive(archive, maker.model, shape.content(scale));

  for (let round = 1; round <= roundsOf(comparison, rounds); round += 1) {
    console.log(`${shape.name} on ${maker.database}, round ${round}`);
    const official = await maker.make();
    // Started anew, since a process keeps memory that it once had.
    const ours = await startOurs(site, maker.model);
    await sampleInto(comparison.restore.official, 'strapi import', () =>
      officialImport(official, archive),
    );
    await sampleInto(comparison.restore.ours, 'restore', () => ours.restore(archive));
    await sampleInto(comparison.export.official, 'strapi export', () => officialExport(official));
    await sampleInto(comparison.export.ours, 'export', () => ours.export());
    if (round === 1) {
      if (maker.database === 'sqlite') await assertSameContent(official, site);
      await whileRestored?.({ official, ours, maker });
    }
    await official.remove();
    await ours.reset();
    await site.stop();
  }
  await rm(archive);
  await site.remove();
  return comparison;
}

function roundsOf({ restore, export: exports }: Comparison, asked: number | undefined): number {
  const slow = [...restore.official, ...exports.official].some(
    ({ seconds }) => seconds > SLOW_SECONDS,
  );
  return asked ?? (slow ? 1 : DEFAULT_ROUNDS);
}

async function sampleInto(
  samples: Sample[],
  name: string,
  take: () => Promise<Sample>,
): Promise<void> {
  await settle();
  const sample = await take();
  samples.push(sample);
  const { seconds, memory, archiveSize } = sample;
  const size = archiveSize === undefined ? '' : `, ${archiveSize.toFixed(1)} MB of archive`;
  console.log(`  ${name}: ${seconds.toFixed(1)} s, ${memory.toFixed(0)} MB over idle${size}`);
}

/** What one side has written is not for the other to wait for. */
async function settle(): Promise<void> {
  await promisify(execFile)('sync');
  await sleep(SETTLE_MS);
}

import path from 'node:path';
import { isStopping } from './cleanup';
import { startOurs } from './ours';
import type { Sample } from './sample';
import { writeArchive } from './shapes/archive';
import type { Shape } from './shapes/content';
import type { SiteMaker } from './sites';
import { logSlope } from './statistics';

const FACTORS = [1, 2, 4, 8];

export interface GrowthPoint {
  /** Times the size that is compared with the official commands. */
  factor: number;
  restore: Sample;
  export: Sample;
}

export interface Growth {
  shape: string;
  points: GrowthPoint[];
}

/**
 * Ours alone, on ever larger content. A size that fails ends the series: what was measured before it still counts, and
 * the run is marked as failed.
 */
export async function measureGrowth(
  shape: Shape,
  maker: SiteMaker,
  scale: number,
): Promise<Growth> {
  const points: GrowthPoint[] = [];
  for (const factor of FACTORS) {
    try {
      points.push(await measurePoint(shape, maker, scale, factor));
    } catch (error) {
      // A slope wants two points.
      if (points.length < 2 || isStopping()) throw error;
      console.error(`${shape.name} × ${factor} failed:`, error);
      process.exitCode = 1;
      break;
    }
  }
  return { shape: shape.name, points };
}

/** On a server that has seen no other size. */
async function measurePoint(
  shape: Shape,
  maker: SiteMaker,
  scale: number,
  factor: number,
): Promise<GrowthPoint> {
  const site = await maker.make();
  try {
    const archive = path.join(site.dir, 'bench.tar.gz.enc');
    await writeArchive(archive, maker.model, shape.content(scale * factor));
    const ours = await startOurs(site, maker.model);
    const point = { factor, restore: await ours.restore(archive), export: await ours.export() };
    const seconds = [point.restore, point.export].map((sample) => `${sample.seconds.toFixed(1)} s`);
    console.log(`${shape.name} × ${factor}: restore ${seconds[0]}, export ${seconds[1]}`);
    return point;
  } finally {
    await site.remove();
  }
}

/** 1 when twice the content takes twice the time. */
export function growthSlope({ points }: Growth, work: 'restore' | 'export'): number {
  return logSlope(points.map((point) => ({ x: point.factor, y: point[work].seconds })));
}

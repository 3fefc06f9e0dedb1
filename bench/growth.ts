import path from 'node:path';
import { isStopping } from './cleanup';
import { startOurs } from './ours';
import type { Sample } from './sample';
import { writeArchive } from './shapes/archive';
import type { Shape } from './shapes/content';
import type { SiteMaker } from './sites';
import { logSlope, spreadOf } from './statistics';

/** Eight times from the smallest to the largest; of media, 16 GB lie about at four times the size. */
const FACTORS: Record<string, number[]> = { magazine: [1, 2, 4, 8], media: [0.5, 1, 2, 4] };

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
  const factors = FACTORS[shape.name]!;
  for (const factor of factors) {
    try {
      const times = Math.max(...factors) / factor;
      points.push(await measurePoint(shape, maker, { scale: scale * factor, times }, factor));
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

/** On a server that has seen no other size. What takes little time is measured more often. */
async function measurePoint(
  shape: Shape,
  maker: SiteMaker,
  { scale, times }: { scale: number; times: number },
  factor: number,
): Promise<GrowthPoint> {
  const site = await maker.make();
  try {
    const archive = path.join(site.dir, 'bench.tar.gz.enc');
    await writeArchive(archive, maker.model, shape.content(scale));
    const ours = await startOurs(site, maker.model);
    const restores: Sample[] = [];
    const exports: Sample[] = [];
    for (let time = 0; time < times; time += 1) {
      if (time > 0) await ours.reset();
      restores.push(await ours.restore(archive));
      exports.push(await ours.export());
    }
    const point = { factor, restore: typical(restores), export: typical(exports) };
    const figures = [point.restore, point.export].map(
      ({ seconds, memory }) => `${seconds.toFixed(1)} s, ${memory.toFixed(0)} MB`,
    );
    console.log(`${shape.name} × ${factor}: restore ${figures[0]}, export ${figures[1]}`);
    return point;
  } finally {
    await site.remove();
  }
}

/** The median of the times, and the memory of the first: Strapi's own work after a restore leaves much to collect. */
function typical(samples: Sample[]): Sample {
  return {
    seconds: spreadOf(samples.map(({ seconds }) => seconds)).median,
    memory: samples[0]!.memory,
  };
}

/** 1 when twice the content takes twice the time. */
export function growthSlope({ points }: Growth, work: 'restore' | 'export'): number {
  return logSlope(points.map((point) => ({ x: point.factor, y: point[work].seconds })));
}

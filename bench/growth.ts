import path from 'node:path';
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

/** Ours alone, on ever larger content; each size on a server that has seen none before. */
export async function measureGrowth(
  shape: Shape,
  maker: SiteMaker,
  scale: number,
): Promise<Growth> {
  const points: GrowthPoint[] = [];
  for (const factor of FACTORS) {
    const site = await maker.make();
    const archive = path.join(site.dir, 'bench.tar.gz.enc');
    await writeArchive(archive, maker.model, shape.content(scale * factor));
    const ours = await startOurs(site, maker.model);
    const point = { factor, restore: await ours.restore(archive), export: await ours.export() };
    await site.remove();
    points.push(point);
    const seconds = [point.restore, point.export].map((sample) => `${sample.seconds.toFixed(1)} s`);
    console.log(`${shape.name} × ${factor}: restore ${seconds[0]}, export ${seconds[1]}`);
  }
  return { shape: shape.name, points };
}

/** 1 when twice the content takes twice the time. */
export function growthSlope({ points }: Growth, work: 'restore' | 'export'): number {
  return logSlope(points.map((point) => ({ x: point.factor, y: point[work].seconds })));
}

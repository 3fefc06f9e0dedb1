import path from 'node:path';
import { startOurs } from './ours';
import type { Sample } from './sample';
import { writeArchive } from './shapes/archive';
import { huge } from './shapes/huge';
import type { SiteMaker } from './sites';

export interface HugeFile {
  restore: Sample;
  export: Sample;
}

/** One file of 2 GB in both directions. */
export async function measureHuge(maker: SiteMaker, scale: number): Promise<HugeFile> {
  const site = await maker.make();
  const archive = path.join(site.dir, 'bench.tar.gz.enc');
  await writeArchive(archive, maker.model, huge.content(scale));
  const ours = await startOurs(site, maker.model);
  const restore = await ours.restore(archive);
  const measured = { restore, export: await ours.export() };
  await site.remove();
  return measured;
}

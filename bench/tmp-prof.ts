import path from 'node:path';
import { createSiteMaker } from './sites';
import { startOurs } from './ours';
import { writeArchive } from './shapes/archive';
import { magazine } from './shapes/magazine';
import { media } from './shapes/media';
const shape = process.argv[2] === 'media' ? media : magazine;
const maker = await createSiteMaker('sqlite');
const site = await maker.make();
const file = path.join('/tmp/prof', shape.name + '.tar.gz.enc');
await writeArchive(file, maker.model, shape.content(Number(process.argv[3] ?? 1)));
if (process.argv[4] === 'prof') site.env.NODE_OPTIONS = '--require /tmp/prof/prof.cjs';
const ours = await startOurs(site, maker.model);
for (let i = 0; i < 2; i += 1) {
  const r = await ours.restore(file);
  const e = await ours.export();
  console.log(
    'restore',
    r.seconds.toFixed(2),
    r.memory | 0,
    'export',
    e.seconds.toFixed(2),
    e.memory | 0,
  );
}
await site.stop();
await site.remove();
await maker.remove();

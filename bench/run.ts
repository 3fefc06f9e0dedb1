/**
 * `npm run bench`: Lifeboat side by side with `strapi export` and `strapi import`, on the same content in one run.
 * Makes its sites and databases, and removes them however it ends. Linux only, for it reads /proc.
 */
import { cleanUp, cleanUpOnSignals } from './cleanup';
import { compare } from './compare';
import { type Options, USAGE, readOptions, shapesFor } from './options';
import { createSiteMaker } from './sites';
import { comparisonTable } from './table';

async function main(options: Options): Promise<void> {
  for (const database of options.databases) {
    const comparisons = [];
    for (const shape of shapesFor(database, options)) {
      const maker = await createSiteMaker(database, await shape.createApp?.());
      comparisons.push(await compare(shape, maker, options));
      await maker.remove();
    }
    console.log(`\n${comparisonTable(comparisons)}\n`);
  }
}

cleanUpOnSignals();
try {
  if (process.argv.includes('--help')) console.log(USAGE);
  else await main(readOptions(process.argv.slice(2)));
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await cleanUp();
}

/**
 * `npm run bench`: Lifeboat side by side with `strapi export` and `strapi import`, on the same content in one run.
 * Makes its sites and databases, and removes them however it ends. Linux only, for it reads /proc.
 */
import { HOST } from '../e2e/support/host';
import { cleanUp, cleanUpOnSignals, isStopping } from './cleanup';
import { type Comparison, type Restored, compare } from './compare';
import type { DatabaseClient } from './databases';
import { type Part, writePart, writePicture } from './document';
import { growthPicture } from './growth-picture';
import { type Growth, measureGrowth } from './growth';
import { measureHuge } from './huge';
import { type RowsLimit, limitOfFiles, limitOfRows } from './limits';
import { type Answering, measureAnswering } from './load';
import { describeMachine } from './machine';
import { type Options, USAGE, readOptions, shapesFor } from './options';
import {
  type Limits,
  answersTable,
  describeShapes,
  growthTable,
  hugeTable,
  limitsTable,
  rowsAgainst,
  steadyTable,
} from './report';
import type { Shape } from './shapes/content';
import { magazine } from './shapes/magazine';
import { media } from './shapes/media';
import { type SiteMaker, createSiteMaker } from './sites';
import { measureSteadyLoad } from './steady';
import { comparisonTable } from './table';

const PICTURE = 'pictures/growth.svg';
const PICTURE_ALT = 'Time of an export and of a restore against the size of the content';

/** What is measured on SQLite besides the comparison. */
interface Extras extends Limits {
  answers: Map<string, Answering>;
}

/** Prints the result of a part, and keeps it when asked to. */
type Publish = (part: Part, database: DatabaseClient, text: string) => Promise<void>;

async function main(options: Options): Promise<void> {
  const publish: Publish = async (part, database, text) => {
    const whole = `${await describeMachine(database, options.scale)}\n\n${text}`;
    console.log(`\n${whole}\n`);
    const place = placeOf(part);
    if (options.write && place) await writePart(place, whole);
  };
  const comparisons: Comparison[] = [];
  for (const database of options.only ? [] : options.databases) {
    const made = await compareOn(database, options, publish);
    if (database === 'sqlite') comparisons.push(...made);
  }
  if (options.growth) await attempt('growth', () => grow(options, comparisons, publish));
  if (options.load) await attempt('a steady load', () => answerSteadily(publish));
  if (options.huge) await attempt('one huge file', () => moveHugeFile(options, publish));
}

/** The page is about Strapi 5, but for one table. */
function placeOf(part: Part): Part | undefined {
  if (HOST.name === 'strapi5') return part;
  return part === 'sqlite' ? 'strapi4' : undefined;
}

async function compareOn(
  database: DatabaseClient,
  options: Options,
  publish: Publish,
): Promise<Comparison[]> {
  const comparisons: Comparison[] = [];
  const extras: Extras = { answers: new Map() };
  for (const shape of shapesFor(database, options)) {
    await attempt(`${shape.name} on ${database}`, async () => {
      comparisons.push(await compareShape(shape, database, options, extras));
    });
  }
  if (comparisons.length > 0) {
    const shapes = describeShapes(comparisons, options.scale);
    await publish(database, database, `${shapes}\n\n${comparisonTable(comparisons)}`);
  }
  if (extras.rows ?? extras.files) await publish('limits', database, limitsTable(extras));
  if (extras.answers.size > 0) await publish('answers', database, answersTable(extras.answers));
  return comparisons;
}

async function grow(
  { scale, write }: Options,
  comparisons: Comparison[],
  publish: Publish,
): Promise<void> {
  const growths: Growth[] = [];
  for (const shape of [magazine, media]) {
    growths.push(await withMaker('sqlite', shape, (maker) => measureGrowth(shape, maker, scale)));
  }
  if (write) await writePicture(PICTURE, growthPicture(growths, comparisons));
  await publish('growth', 'sqlite', `${growthTable(growths)}\n\n![${PICTURE_ALT}](${PICTURE})`);
}

async function answerSteadily(publish: Publish): Promise<void> {
  await publish('steady', 'sqlite', steadyTable(await measureSteadyLoad()));
}

async function moveHugeFile({ scale }: Options, publish: Publish): Promise<void> {
  const measured = await withMaker('sqlite', undefined, (maker) => measureHuge(maker, scale));
  await publish('huge', 'sqlite', hugeTable(measured));
}

/** @param extras takes what is measured besides, on SQLite */
async function compareShape(
  shape: Shape,
  database: DatabaseClient,
  options: Options,
  extras: Extras,
): Promise<Comparison> {
  const limit: { ofRows?: RowsLimit } = {};
  const whileRestored = async (restored: Restored): Promise<void> => {
    if (shape === magazine) limit.ofRows = await limitOfRows(restored);
    if (shape === media) extras.files = await limitOfFiles(restored);
    const answering = await measureAnswering(restored.ours, shape.name);
    if (answering) extras.answers.set(shape.name, answering);
  };
  const comparison = await withMaker(database, shape, (maker) =>
    compare(shape, maker, { ...options, ...(database === 'sqlite' && { whileRestored }) }),
  );
  if (limit.ofRows) extras.rows = rowsAgainst(limit.ofRows, comparison);
  return comparison;
}

async function withMaker<T>(
  database: DatabaseClient,
  shape: Shape | undefined,
  work: (maker: SiteMaker) => Promise<T>,
): Promise<T> {
  const maker = await createSiteMaker(database, await shape?.createApp?.());
  const result = await work(maker);
  await maker.remove();
  return result;
}

/** A part that fails must not cost hours of other parts; what it left behind goes at once. */
async function attempt(part: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (isStopping()) throw error;
    console.error(`${part} failed:`, error);
    process.exitCode = 1;
    await cleanUp();
  }
}

/** @returns nothing when the flags only ask for help, or make no sense */
function optionsOrUsage(args: string[]): Options | undefined {
  try {
    if (!args.includes('--help')) return readOptions(args);
    console.log(USAGE);
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    process.exitCode = 1;
  }
  return undefined;
}

const options = optionsOrUsage(process.argv.slice(2));
cleanUpOnSignals();
try {
  if (options) await main(options);
} catch (error) {
  if (!isStopping()) console.error(error);
  process.exitCode = 1;
} finally {
  await cleanUp();
}

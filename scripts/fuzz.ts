/**
 * `npm run fuzz -- --minutes 5 --seed 1`: damaged archives of many kinds, against the reader and the staging. Ends at
 * the first that is neither refused in proper words nor taken, and tells its seed; with `--runs 1` it is met again.
 */
import { parseArgs } from 'node:util';
import { fuzz } from '../server/src/transfer/staging/fuzz';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    runs: { type: 'string', default: 'Infinity' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
  },
});

async function main(): Promise<void> {
  const until = Date.now() + Number(values.minutes) * 60_000;
  const seed = Number(values.seed);
  console.log(`Seed ${seed}`);
  const unhandled: unknown[] = [];
  process.on('unhandledRejection', (error) => unhandled.push(error));
  const result = await fuzz(
    seed,
    (runs) => unhandled.length === 0 && runs < Number(values.runs) && Date.now() < until,
  );
  if (unhandled.length > 0) throw new Error('Nobody handled an error', { cause: unhandled[0] });
  console.log(result);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});

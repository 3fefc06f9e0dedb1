import { beforeAll, describe } from 'vitest';
import { type Pair, makePair, testCrashes } from './support/crash-matrix';
import { POSTGRES, SQLITE, asked, isSkipped } from './support/databases';
import { faultySite } from './support/faults';

let archives: Pair;

beforeAll(async () => {
  archives = await makePair();
});

for (const server of asked([SQLITE, POSTGRES])) {
  describe.skipIf(await isSkipped(server))(`on ${server.name}`, () =>
    testCrashes({
      name: server.name,
      makeSite: () => faultySite('magazine', { server }),
      archives: () => archives,
    }),
  );
}

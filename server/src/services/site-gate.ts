import { setTimeout as sleep } from 'node:timers/promises';

/** Who may come in: everybody, those who only read, nobody. */
export type GateState = 'open' | 'readOnly' | 'closed';

/** Requests that were let in before are waited for this long; what takes longer would only wait for the database. */
const DRAIN_MS = 10_000;
const LOOK_EVERY_MS = 10;

/** Whether other requests than those of a restore itself are let in. */
export interface SiteGate {
  readonly state: GateState;
  /** Lets in no more than `state` says. Resolves when those who would not be let in any more have gone, or after a while. */
  set(state: GateState): Promise<void>;
  /** Notes a request from here to the call of what is returned. */
  enter(kind: 'reading' | 'writing'): () => void;
  /** Reads the site, once that is let in: for the end of a request that was let in for something else. */
  reading<T>(work: () => Promise<T>): Promise<T>;
}

export function createSiteGate(): SiteGate {
  const inside = { reading: 0, writing: 0 };
  let state: GateState = 'open';

  const unwanted = (): number => {
    if (state === 'open') return 0;
    return state === 'readOnly' ? inside.writing : inside.writing + inside.reading;
  };

  const gate: SiteGate = {
    get state() {
      return state;
    },
    async set(next) {
      state = next;
      const deadline = Date.now() + DRAIN_MS;
      while (unwanted() > 0 && Date.now() < deadline) await sleep(LOOK_EVERY_MS);
    },
    enter(kind) {
      inside[kind] += 1;
      return () => {
        inside[kind] -= 1;
      };
    },
    async reading(work) {
      while (state === 'closed') await sleep(LOOK_EVERY_MS);
      const leave = gate.enter('reading');
      try {
        return await work();
      } finally {
        leave();
      }
    },
  };
  return gate;
}

/** The one of this process. */
export const siteGate = createSiteGate();

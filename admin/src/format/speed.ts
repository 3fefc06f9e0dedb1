export interface TransferEstimate {
  /** Bytes a second; null until there is enough to tell. */
  speed: number | null;
  secondsLeft: number | null;
}

interface Sample {
  at: number;
  bytes: number;
}

const WINDOW_MS = 8000;
const SHORTEST_MS = 1000;

/** Estimates from the last seconds only, so that a change of network shows soon. */
export function createSpeedometer() {
  let samples: Sample[] = [];

  return (bytes: number, total: number, at: number): TransferEstimate => {
    samples = samples.filter((sample) => at - sample.at <= WINDOW_MS);
    samples.push({ at, bytes });

    const first = samples[0];
    if (!first || at - first.at < SHORTEST_MS) return { speed: null, secondsLeft: null };

    const speed = ((bytes - first.bytes) / (at - first.at)) * 1000;
    return { speed, secondsLeft: speed > 0 ? (total - bytes) / speed : null };
  };
}

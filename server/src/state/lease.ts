import { LEASE_SECONDS } from './job-table';

const RENEW_EVERY_MS = 5000;

/** A running job's hold on the one slot, renewed until it is stopped. */
export interface Lease {
  /** No more renewals until {@link resume}, if ever; one that is under way is waited for. */
  pause(): Promise<void>;
  /**
   * Renews at once, since a pause may have been longer than the lease holds, and then again and again.
   * @returns whether the lease is still held
   * @throws when the database can't be asked; it is asked again later
   */
  resume(): Promise<boolean>;
}

/**
 * @param renew resolves with false when somebody else has the lease
 * @param onLost called once, when the lease is somebody else's or could not be renewed for as long as it holds
 */
export function keepLease(renew: () => Promise<boolean>, onLost: () => void): Lease {
  let lastRenewed = Date.now();
  let underWay: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  async function renewOnce(): Promise<void> {
    let isOurs: boolean;
    try {
      isOurs = await renew();
      if (isOurs) lastRenewed = Date.now();
    } catch {
      // The database may be back before the lease has run out.
      isOurs = Date.now() - lastRenewed < LEASE_SECONDS * 1000;
    }
    if (isOurs || !timer) return;
    halt();
    onLost();
  }

  function halt(): void {
    clearInterval(timer);
    timer = undefined;
  }

  function goOn(): void {
    halt();
    timer = setInterval(() => {
      underWay = underWay.then(renewOnce);
    }, RENEW_EVERY_MS);
    timer.unref();
  }

  const lease: Lease = {
    async pause() {
      halt();
      await underWay;
    },
    async resume() {
      goOn();
      const isOurs = await renew();
      if (isOurs) lastRenewed = Date.now();
      else halt();
      return isOurs;
    },
  };
  goOn();
  return lease;
}

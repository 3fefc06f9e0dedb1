import { existsSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { copySite } from './fixtures';
import type { Site, SiteOptions } from './site';

/** A site whose server can be told to die or to fail at a step. */
export interface FaultySite {
  site: Site;
  /**
   * At the next time that the server reaches the step. It goes on when it is told another thing; while it is to `pause`
   * it answers others, while it is to `wait` nobody.
   */
  at(action: 'kill' | 'throw' | 'pause' | 'wait', step: string): void;
  /** No file whose path begins so can be written. */
  full(folder: string): void;
  never(): void;
  /** Resolves when the server waits at the step that it was told. */
  waiting(): Promise<void>;
}

/** @param template what the site has in it; it is not started yet */
export async function faultySite(
  template: 'magazine' | 'empty',
  { env = {}, ...options }: SiteOptions = {},
): Promise<FaultySite> {
  const order = { file: '' };
  const hook = path.join(__dirname, 'fault.cjs');
  const site = await copySite(template, {
    ...options,
    env: { ...env, NODE_OPTIONS: `--require ${hook}`, LIFEBOAT_FAULT_FILE: '/dev/null' },
  });
  order.file = path.join(site.dir, 'fault');
  site.env.LIFEBOAT_FAULT_FILE = order.file;
  const tell = (text: string): void => writeFileSync(order.file, text);
  const never = (): void => tell('');
  never();
  return {
    site,
    never,
    at(action, step) {
      rmSync(waitingMark(order.file), { force: true });
      tell(`${action} ${step}`);
    },
    full: (folder) => tell(`full ${folder}`),
    async waiting() {
      for (const deadline = Date.now() + 60_000; !existsSync(waitingMark(order.file)); ) {
        if (Date.now() > deadline) throw new Error('The server does not wait');
        await sleep(20);
      }
    },
  };
}

/** What fault.cjs makes while it waits. */
const waitingMark = (orderFile: string): string => `${orderFile}.waiting`;

/** Resolves when the server's process is no more. @throws when it still is after a while */
export async function death({ isRunning }: Site, withinMs = 20_000): Promise<void> {
  for (const deadline = Date.now() + withinMs; isRunning(); await sleep(20)) {
    if (Date.now() > deadline) throw new Error('The server is still alive');
  }
}

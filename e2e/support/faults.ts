import { existsSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { copySite } from './fixtures';
import type { Site, SiteOptions } from './site';

/** A site whose server can be told to die or to fail at a step. */
export interface FaultySite {
  site: Site;
  /** At the next time that the server reaches the step. */
  at(action: 'kill' | 'throw' | 'pause', step: string): void;
  never(): void;
  /** Resolves when the server waits at the step. */
  reached(): Promise<void>;
}

/** @param template what the site has in it; it is not started yet */
export async function faultySite(
  template: 'magazine' | 'empty',
  { env = {}, ...options }: SiteOptions = {},
): Promise<FaultySite> {
  const hook = path.join(__dirname, 'fault.cjs');
  const site = await copySite(template, {
    ...options,
    env: { ...env, NODE_OPTIONS: `--require ${hook}`, LIFEBOAT_FAULT_FILE: '/dev/null' },
  });
  const file = path.join(site.dir, 'fault');
  site.env.LIFEBOAT_FAULT_FILE = file;
  const order = (text: string): void => {
    rmSync(`${file}.reached`, { force: true });
    writeFileSync(file, text);
  };
  order('');
  return {
    site,
    at: (action, step) => order(`${action} ${step}`),
    never: () => order(''),
    async reached() {
      while (!existsSync(`${file}.reached`)) await sleep(5);
    },
  };
}

/** Resolves when the server's process is no more. @throws when it still is after a while */
export async function death({ isRunning }: Site, withinMs = 20_000): Promise<void> {
  for (const deadline = Date.now() + withinMs; isRunning(); await sleep(20)) {
    if (Date.now() > deadline) throw new Error('The server is still alive');
  }
}

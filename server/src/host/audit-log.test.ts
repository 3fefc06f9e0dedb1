import { createRequire } from 'node:module';
import path from 'node:path';
import type { Core } from '@strapi/types';
import { expect, it } from 'vitest';
import type { ListedJob } from '../../../shared/contract';
import { allowAudit, emitJobEvent } from '../services/events';

interface Lifecycles {
  createAuditLogsLifecycleService(strapi: unknown): { register(): Promise<unknown> };
}

/** Strapi's own, which its package does not export. */
function loadLifecycles(): Lifecycles {
  const require = createRequire(import.meta.url);
  const admin = path.dirname(require.resolve('@strapi/admin/package.json'));
  const file = 'dist/server/ee/server/src/audit-logs/services/lifecycles.js';
  return require(path.join(admin, file)) as Lifecycles;
}

const USER = { id: 1, email: 'anna@lifeboat.test', username: 'anna' };
const JOB = {
  id: 'a job',
  kind: 'restore',
  state: 'done',
  startedBy: 'Anna',
  filename: 'archive.tar',
  archiveBytes: 12,
} as ListedJob;

it('a job is kept in the audit log, where this site has one', async () => {
  type Listener = (name: string, event: unknown) => Promise<void>;
  const saved: unknown[] = [];
  const listeners: Listener[] = [];
  const services = new Map<string, unknown>();
  const strapi = {
    get(name: string) {
      if (!services.has(name)) throw new Error(`Could not resolve service ${name}`);
      return services.get(name);
    },
    config: { get: () => undefined },
    cron: { add: () => undefined },
    ee: { features: { isEnabled: () => true, get: () => undefined } },
    eventHub: {
      on: () => undefined,
      subscribe: (listener: Listener) => void listeners.push(listener),
      emit: (name: string, event: unknown) =>
        Promise.all(listeners.map((hear) => hear(name, event))),
    },
    log: { warn: () => undefined, error: (...words: unknown[]) => saved.push(words) },
    requestContext: { get: () => ({ state: { user: USER, route: { info: { type: 'admin' } } } }) },
  };
  const asStrapi = strapi as unknown as Core.Strapi;
  expect(() => allowAudit(asStrapi)).not.toThrow();

  services.set('audit-logs', { saveEvent: async (event: unknown) => void saved.push(event) });
  const lifecycles = loadLifecycles().createAuditLogsLifecycleService(strapi);
  services.set('audit-logs-lifecycle', lifecycles);
  await lifecycles.register();
  allowAudit(asStrapi);
  emitJobEvent(asStrapi, JOB, 'done');
  await expect.poll(() => saved).toHaveLength(1);
  expect(saved[0]).toMatchObject({
    action: 'lifeboat.restore.done',
    userId: 1,
    payload: {
      resource: { type: 'lifeboat', id: 'a job' },
      details: { startedBy: 'Anna', filename: 'archive.tar', bytes: 12 },
    },
  });
});

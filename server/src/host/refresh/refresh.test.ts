import type { Core } from '@strapi/types';
import { describe, expect, it } from 'vitest';
import type { JobWarning } from '../../../../shared/contract';
import { refreshServer } from '.';

describe('refreshServer', () => {
  it('goes on when a step fails, and tells of it', async () => {
    const done: string[] = [];
    const logged: unknown[] = [];
    const warnings: JobWarning[] = [];
    const strapi = {
      log: { error: (...words: unknown[]) => logged.push(...words) },
    } as unknown as Core.Strapi;
    const failure = new Error('no such table');

    await refreshServer(strapi, (one) => warnings.push(one), [
      { what: 'locales', run: async () => void done.push('first') },
      { what: 'webhooks', run: () => Promise.reject(failure) },
      { what: 'upload', run: async () => void done.push('third') },
    ]);

    expect(done).toEqual(['first', 'third']);
    expect(warnings).toEqual([
      {
        code: 'notRefreshed',
        message: 'The running server could not refresh the webhooks. Restart Strapi to do so.',
        details: { what: 'webhooks' },
      },
    ]);
    expect(String(logged)).toContain(failure.message);
  });
});

import type { Core } from '@strapi/types';
import { describe, expect, it } from 'vitest';
import { refreshServer } from '.';

describe('refreshServer', () => {
  it('goes on when a step fails, and tells of it', async () => {
    const done: string[] = [];
    const logged: unknown[] = [];
    const warnings: string[] = [];
    const strapi = {
      log: { error: (...words: unknown[]) => logged.push(...words) },
    } as unknown as Core.Strapi;
    const failure = new Error('no such table');

    await refreshServer(strapi, (message) => warnings.push(message), [
      { what: 'the first', run: async () => void done.push('first') },
      { what: 'the second', run: () => Promise.reject(failure) },
      { what: 'the third', run: async () => void done.push('third') },
    ]);

    expect(done).toEqual(['first', 'third']);
    expect(warnings).toEqual([
      'The running server could not refresh the second. Restart Strapi to do so.',
    ]);
    expect(String(logged)).toContain(failure.message);
  });
});

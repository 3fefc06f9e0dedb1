import { AsyncLocalStorage } from 'node:async_hooks';
import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Core } from '@strapi/types';
import { describe, expect, it } from 'vitest';
import { openTransaction } from './transaction';

/**
 * As Strapi's `db.transaction` behaves: the callback's async context tells queries where they belong. That a commit
 * failed tells only knex's own promise of the transaction.
 */
function fakeStrapi({ commitFails = false, afterCommit = async () => {} } = {}) {
  const events: string[] = [];
  const trx = new EventEmitter();
  trx.toString = () => 'trx';
  const context = new AsyncLocalStorage<{ open: boolean }>();
  const query = (name: string): void => {
    events.push(`${name} ${context.getStore()?.open ? 'inside' : 'OUTSIDE'}`);
  };
  const transaction = (work: (open: { trx: object }) => Promise<void>): Promise<void> => {
    const store = { open: true };
    let settle!: { resolve: () => void; reject: (error: Error) => void };
    const executionPromise = new Promise<void>((resolve, reject) => {
      settle = { resolve, reject };
    });
    return context.run(store, async () => {
      try {
        await work({ trx: Object.assign(trx, { executionPromise }) });
        store.open = false;
        if (commitFails) settle.reject(new Error('disk full'));
        else events.push('commit');
        settle.resolve();
        await afterCommit();
      } catch (error) {
        store.open = false;
        events.push('rollback');
        settle.resolve();
        throw error;
      }
    });
  };
  return { strapi: { db: { transaction } } as unknown as Core.Strapi, events, query, trx };
}

describe('a long transaction', () => {
  it('runs work inside, commits and tells so', async () => {
    const { strapi, events, query } = fakeStrapi();
    const transaction = await openTransaction(strapi);
    expect(await transaction.attach((trx) => `${String(trx)}!`)).toBe('trx!');
    await transaction.attach(() => query('a'));
    query('b');
    await transaction.commit();
    expect(events).toEqual(['a inside', 'b OUTSIDE', 'commit']);
  });

  it('rolls back without an error of its own', async () => {
    const { strapi, events } = fakeStrapi();
    await (await openTransaction(strapi)).rollback();
    expect(events).toEqual(['rollback']);
  });

  it('hands on what work throws, and stays open', async () => {
    const { strapi, events, query } = fakeStrapi();
    const transaction = await openTransaction(strapi);
    await expect(transaction.attach(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await transaction.attach(() => query('a'));
    await transaction.commit();
    expect(events).toEqual(['a inside', 'commit']);
  });

  it('takes the values of rows out of its errors before anybody hears of them', async () => {
    const { strapi, trx } = fakeStrapi();
    const transaction = await openTransaction(strapi);
    const error = new Error("insert into up_users (password) values ('secret') - disk full");
    trx.emit('query-error', error);
    expect(error.message).toBe('disk full');
    expect(error.stack).not.toContain('secret');
    await transaction.rollback();
  });

  it('says when the commit failed', async () => {
    const { strapi } = fakeStrapi({ commitFails: true });
    await expect((await openTransaction(strapi)).commit()).rejects.toThrow('disk full');
  });

  it('has not committed before Strapi has done what comes after it', async () => {
    let isDone = false;
    const { strapi } = fakeStrapi({
      async afterCommit() {
        await sleep(20);
        isDone = true;
      },
    });
    await (await openTransaction(strapi)).commit();
    expect(isDone).toBe(true);
  });

  it('says when it can not be opened', async () => {
    const strapi = { db: { transaction: () => Promise.reject(new Error('no connection')) } };
    await expect(openTransaction(strapi as unknown as Core.Strapi)).rejects.toThrow(
      'no connection',
    );
  });

  it.each(['commit', 'rollback'] as const)(
    'lets work end before a %s, and begins none',
    async (how) => {
      const { strapi, events, query } = fakeStrapi();
      const transaction = await openTransaction(strapi);
      const long = transaction.attach(async () => {
        query('first');
        await sleep(20);
        query('second');
      });
      await sleep(5);
      const ending = transaction[how]();
      const late = transaction.attach(() => query('late'));
      await expect(late).rejects.toThrow('has ended');
      await Promise.all([ending, long]);
      expect(events).toEqual(['first inside', 'second inside', how]);
    },
  );
});

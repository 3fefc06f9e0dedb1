import { AsyncLocalStorage } from 'node:async_hooks';
import type { Core } from '@strapi/types';
import { breathe } from '../database/breathe';
import type { Trx } from '../database/model';
import { keepOwnWords } from '../database/own-words';

/** A database transaction that stays open across the stages of a transfer. */
export interface LongTransaction {
  /**
   * Runs `work` inside: whatever it asks of `strapi.db.query` joins the transaction. Others are answered in between.
   * @throws what `work` throws, or an error when the transaction is at its end; then `work` was not begun
   */
  attach<T>(work: (trx: Trx) => T | Promise<T>): Promise<T>;
  /** Resolves when the database has committed. @throws the database's error; then nothing was written */
  commit(): Promise<void>;
  /** Resolves when the database has rolled back. Never rejects. */
  rollback(): Promise<void>;
}

const ROLLED_BACK = Symbol('rolled back');

/**
 * Opens a transaction on one connection and keeps it. Strapi's `db.transaction` finds the current transaction by
 * async context, so the context of its callback is captured and work is run in it.
 * @throws when no connection can be had
 */
export async function openTransaction(strapi: Core.Strapi): Promise<LongTransaction> {
  let decide!: { commit: () => void; rollback: (reason: unknown) => void };
  const decision = new Promise<void>((commit, rollback) => {
    decide = { commit, rollback };
  });
  decision.catch(() => undefined);

  let ended!: Promise<void>;
  const { trx, inContext } = await new Promise<{
    trx: Trx;
    inContext: ReturnType<typeof AsyncLocalStorage.snapshot>;
  }>((opened, failed) => {
    ended = (async () => {
      await strapi.db.transaction(async (open: { trx: Trx }) => {
        opened({ trx: open.trx, inContext: AsyncLocalStorage.snapshot() });
        await decision;
      });
    })();
    ended.catch(failed);
  });

  // Told before anybody else gets the error, and of this transaction's own statements only.
  trx.on('query-error', keepOwnWords);

  // What knex gives back of a COMMIT resolves also when that failed; only the promise of the whole transaction tells.
  const completed = trx.executionPromise;
  completed.catch(() => undefined);

  // Work that was begun belongs to the transaction to its last query: one that ran after the end would be written for
  // good, since Strapi sends what finds no transaction straight to the database.
  const underWay = new Set<Promise<unknown>>();
  let ending = false;

  async function end(): Promise<void> {
    ending = true;
    await Promise.allSettled(underWay);
  }

  return {
    async attach(work) {
      await breathe();
      if (ending) throw new Error('The transaction has ended');
      const running = inContext(async () => work(trx));
      underWay.add(running);
      try {
        return await running;
      } finally {
        underWay.delete(running);
      }
    },
    async commit() {
      await end();
      decide.commit();
      await ended;
      await completed;
    },
    async rollback() {
      await end();
      decide.rollback(ROLLED_BACK);
      await ended.catch(() => undefined);
    },
  };
}

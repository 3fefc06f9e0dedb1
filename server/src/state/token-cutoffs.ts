import type { Core } from '@strapi/types';
import type { IdRange } from './id-ranges';
import { TOKEN_CUTOFF_UID } from './models';

/**
 * Until when tokens are refused, by ids of end users. It stands in a table of ours, so it outlives the process and
 * holds for every instance. Its queries join a transaction that is open around them.
 */
export interface TokenCutoffs {
  /** @returns the last second whose tokens are refused; undefined when none are */
  refusedUntil(userId: number): Promise<number | undefined>;
  /** Refuses the tokens of these ids that were issued in the second `until` or before. */
  save(ids: IdRange[], until: number): Promise<void>;
  /** The same of all ids, for who looks at many; undefined when there is nothing to refuse. */
  load(): Promise<((userId: number) => number | undefined) | undefined>;
}

interface Row {
  fromId: number;
  toId: number;
  /** PostgreSQL and MySQL give big integers as text. */
  refusedUntil: number | string;
}

export function createTokenCutoffs(strapi: Core.Strapi): TokenCutoffs {
  const rows = () => strapi.db.query(TOKEN_CUTOFF_UID);
  return {
    async refusedUntil(userId) {
      const row = (await rows().findOne({
        where: { fromId: { $lte: userId }, toId: { $gte: userId } },
        orderBy: { refusedUntil: 'desc' },
      })) as Row | null;
      return row ? Number(row.refusedUntil) : undefined;
    },
    async save(ids, until) {
      for (const { from, to } of ids) {
        // What the new one covers would be looked at for nothing.
        await rows().deleteMany({ where: { fromId: { $gte: from }, toId: { $lte: to } } });
        await rows().create({ data: { fromId: from, toId: to, refusedUntil: until } });
      }
    },
    async load() {
      const all = (await rows().findMany()) as Row[];
      if (all.length === 0) return undefined;
      return (userId) => {
        const found = all.filter(({ fromId, toId }) => fromId <= userId && userId <= toId);
        if (found.length === 0) return undefined;
        return Math.max(...found.map(({ refusedUntil }) => Number(refusedUntil)));
      };
    },
  };
}

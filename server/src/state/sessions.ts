import type { Core } from '@strapi/types';
import type { TokenCutoffs } from './token-cutoffs';

/** `strapi_sessions` of `@strapi/admin`: sessions of administrators and, by their origin, of end users. */
const SESSION_UID = 'admin::session';
/** The one of `@strapi/plugin-users-permissions` when its `jwtManagement` is `refresh`. */
const END_USERS = 'users-permissions';
const PAGE = 500;

interface Session {
  id: number;
  /** Text of a number. */
  userId: string;
  createdAt: string;
}

/** Ends the sessions of end users that began before their ids became somebody else's. */
export async function endOldSessions(strapi: Core.Strapi, cutoffs: TokenCutoffs): Promise<void> {
  if (!strapi.db.metadata.has(SESSION_UID)) return;
  const refusedUntil = await cutoffs.load();
  if (!refusedUntil) return;
  const sessions = strapi.db.query(SESSION_UID);
  let lastId = 0;
  for (;;) {
    const page = (await sessions.findMany({
      select: ['id', 'userId', 'createdAt'],
      where: { id: { $gt: lastId }, origin: END_USERS },
      orderBy: { id: 'asc' },
      limit: PAGE,
    })) as Session[];
    const old = page.filter(({ userId, createdAt }) => {
      const until = refusedUntil(Number(userId));
      return until !== undefined && Date.parse(createdAt) / 1000 < until + 1;
    });
    if (old.length > 0) {
      await sessions.deleteMany({ where: { id: { $in: old.map(({ id }) => id) } } });
    }
    if (page.length < PAGE) return;
    lastId = page.at(-1)!.id;
  }
}

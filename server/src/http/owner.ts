import type { Context } from 'koa';
import type { Owner } from '../services/job';

interface AdminUser {
  id: number | string;
  firstname?: string | null;
  lastname?: string | null;
  username?: string | null;
}

/** The admin user behind a request that went through the admin's authentication. */
export function owner(ctx: Context): Owner {
  const { id, firstname, lastname, username } = ctx.state.user as AdminUser;
  const name = [firstname, lastname].filter(Boolean).join(' ') || username || String(id);
  return { id, name };
}

import type { Core } from '@strapi/types';

/** What of an event the audit log keeps besides who, when and from where. */
export interface AuditedShape {
  resource: { type: string; id?: string };
  details?: unknown;
}

/** What we use of `@strapi/admin` ee/audit-logs services/lifecycles.js; older versions keep a list of their own. */
interface AuditLog {
  registerEvent?(name: string, describe: (event: never) => AuditedShape): void;
}

/** Makes the audit log keep an event of ours, where this site has one: in other than paid editions there is none. */
export function auditEvent<Event>(
  strapi: Core.Strapi,
  name: string,
  describe: (event: Event) => AuditedShape,
): void {
  findAuditLog(strapi)?.registerEvent?.(name, describe);
}

function findAuditLog(strapi: Core.Strapi): AuditLog | undefined {
  try {
    return strapi.get('audit-logs-lifecycle') as AuditLog;
  } catch {
    // So it answers for what was never added.
    return undefined;
  }
}

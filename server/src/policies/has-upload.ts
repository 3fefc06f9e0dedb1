import { PERMISSIONS } from '../../../shared/contract';
import { cameByTicket } from '../http/upload-ticket';

interface PolicyContext {
  state: { lifeboatUpload?: boolean; userAbility?: { can(action: string): boolean } };
}

/** Whoever has the upload's ticket, or is logged in and may restore. */
export default function hasUpload(context: PolicyContext): boolean {
  return cameByTicket(context) || Boolean(context.state.userAbility?.can(PERMISSIONS.restore));
}

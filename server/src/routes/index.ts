import { PERMISSIONS } from '../../../shared/contract';
import { uploadTicket } from '../http/upload-ticket';

/** For whoever is logged in to the admin with this permission. */
function needs(action: string) {
  return {
    policies: [
      'admin::isAuthenticatedAdmin',
      { name: 'admin::hasPermissions', config: { actions: [action] } },
    ],
  };
}

/** For whoever is logged in to the admin with one of these permissions or more. */
function needsAny(actions: string[]) {
  return {
    policies: [
      'admin::isAuthenticatedAdmin',
      { name: 'plugin::lifeboat.has-any-permission', config: { actions } },
    ],
  };
}

/** For whoever has the job's ticket; the controller asks for it. No login, so no database either. */
const TICKET = { auth: false };

/** For whoever has the upload's ticket, or is logged in to the admin and may restore. */
const UPLOADING = {
  auth: { scope: [], strategies: [uploadTicket, 'admin'] },
  policies: ['admin::isAuthenticatedAdmin', 'plugin::lifeboat.has-upload'],
};

/** tus's own verbs; a `GET` route answers `HEAD`, and what a proxy does not let through comes as `POST`. */
const TUS = [
  ['POST', '/tus', 'tus.create', needs(PERMISSIONS.restore)],
  ['GET', '/tus/:id', 'tus.goOn', UPLOADING],
  ['PATCH', '/tus/:id', 'tus.goOn', UPLOADING],
  ['POST', '/tus/:id', 'tus.goOn', UPLOADING],
  ['DELETE', '/tus/:id', 'tus.goOn', needs(PERMISSIONS.restore)],
] as const;

export default {
  admin: {
    type: 'admin',
    routes: [
      {
        method: 'GET',
        path: '/content-types',
        handler: 'content-types.list',
        config: needsAny([PERMISSIONS.export, PERMISSIONS.restore]),
      },

      {
        method: 'GET',
        path: '/site-files',
        handler: 'site-files.count',
        config: needs(PERMISSIONS.export),
      },
      {
        method: 'POST',
        path: '/exports',
        handler: 'exports.create',
        config: needs(PERMISSIONS.export),
      },
      { method: 'GET', path: '/exports/:id/download', handler: 'exports.download', config: TICKET },

      {
        method: 'POST',
        path: '/uploads',
        handler: 'uploads.create',
        config: needs(PERMISSIONS.restore),
      },
      ...TUS.map(([method, path, handler, config]) => ({ method, path, handler, config })),
      {
        method: 'GET',
        path: '/uploads',
        handler: 'uploads.list',
        config: needs(PERMISSIONS.restore),
      },
      {
        method: 'GET',
        path: '/uploads/:id',
        handler: 'uploads.find',
        config: UPLOADING,
      },
      {
        method: 'PUT',
        path: '/uploads/:id/key',
        handler: 'uploads.useKey',
        config: needs(PERMISSIONS.restore),
      },
      {
        method: 'GET',
        path: '/upload-space',
        handler: 'uploads.space',
        config: needs(PERMISSIONS.restore),
      },
      {
        method: 'POST',
        path: '/uploads/:id/retry',
        handler: 'uploads.retry',
        config: needs(PERMISSIONS.restore),
      },
      {
        method: 'GET',
        path: '/server-archives',
        handler: 'server-archives.list',
        config: needs(PERMISSIONS.restore),
      },
      {
        method: 'POST',
        path: '/server-archives',
        handler: 'server-archives.read',
        config: needs(PERMISSIONS.restore),
      },
      {
        method: 'GET',
        path: '/uploads/:id/report',
        handler: 'uploads.report',
        config: needs(PERMISSIONS.restore),
      },
      {
        method: 'DELETE',
        path: '/uploads/:id',
        handler: 'uploads.delete',
        config: needs(PERMISSIONS.restore),
      },

      {
        method: 'POST',
        path: '/restores',
        handler: 'restores.create',
        config: needs(PERMISSIONS.restore),
      },
      {
        method: 'POST',
        path: '/restores/:id/undo',
        handler: 'restores.undo',
        config: needs(PERMISSIONS.restore),
      },

      {
        method: 'GET',
        path: '/jobs',
        handler: 'jobs.list',
        // Who may export or restore must see what runs, whether or not the role has "read" too.
        config: needsAny(Object.values(PERMISSIONS)),
      },
      { method: 'GET', path: '/jobs/:id', handler: 'jobs.find', config: TICKET },
      { method: 'DELETE', path: '/jobs/:id', handler: 'jobs.cancel', config: TICKET },
    ],
  },
};

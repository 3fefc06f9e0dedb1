/**
 * The one place that knows which Strapi admin this is. Everything else in admin/ imports the host's
 * components, icons and hooks from here.
 */
export * from './backend';
export * from './kit';
export * from './leaveGuard';
export * from './notify';
export * from './page';
export * from './permissions';
export * from './user';

import { backendURL } from '../host/backendURL';
import type { Text } from '../host/app';
import { createBanner } from './banner';
import { watchRestoring } from './watch';

/** Says on every page of the admin when the site is being restored. */
export function announceRestores(text: Text): void {
  const show = createBanner();
  watchRestoring(
    window,
    () => `${backendURL()}/_health`,
    (restoring) => show(restoring ? text('banner.restoring') : null),
  );
}

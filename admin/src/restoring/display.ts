const DISPLAY = '--lifeboat-banner';

/** How the banner is displayed. The property reaches it in whatever part of the admin it is set. */
export const BANNER_DISPLAY = `var(${DISPLAY}, block)`;

/** While a page tells of the restore itself, the banner would say less, and to reload what needs no reloading. */
export function hideBanner(): () => void {
  const { style } = document.documentElement;
  style.setProperty(DISPLAY, 'none');
  return () => style.removeProperty(DISPLAY);
}

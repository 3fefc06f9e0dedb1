import { BANNER_DISPLAY } from './display';

/** The same in light and in dark; white on it can be read by everybody. */
const LOOK: Partial<CSSStyleDeclaration> = {
  display: BANNER_DISPLAY,
  position: 'fixed',
  insetInline: '0',
  bottom: '0',
  // Above the admin's dialogs.
  zIndex: '10000',
  // Not in rem: the roots of Strapi 4 and 5 differ in size.
  padding: '12px 24px',
  background: '#4945ff',
  color: '#ffffff',
  font: '600 14px/1.5 system-ui, sans-serif',
  textAlign: 'center',
};

/**
 * A line across the bottom of whatever page is shown. Plain, since the admin has no place of its own for what
 * belongs to all pages, and so that it stands where a page could not be loaded, too.
 */
export function createBanner(): (text: string | null) => void {
  const banner = document.createElement('div');
  banner.setAttribute('role', 'status');
  banner.dir = 'auto';
  document.body.append(banner);

  return (text) => {
    banner.textContent = text;
    // Without a text it stays, unseen: screen readers hear of what changes in what is there.
    if (text) Object.assign(banner.style, LOOK);
    else banner.removeAttribute('style');
  };
}

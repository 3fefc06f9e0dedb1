import type { UploadView } from './view';

const PAUSE_MS = 500;

/** Figures that grow all the while. Anything else in a view is news. */
const isSameButFigures = (a: UploadView, b: UploadView): boolean => newsOf(a) === newsOf(b);

function newsOf({ status, ...view }: UploadView): string {
  return JSON.stringify({
    ...view,
    sent: 0,
    confirmed: 0,
    speed: 0,
    secondsLeft: 0,
    // What is new in a status shows in its state; its ticket is not shown at all.
    status: status && { ...status, received: 0, read: 0, receiving: false, ticket: '' },
  });
}

/**
 * Shows news at once, but mere figures twice a second at most: the browser tells of them far more often, and each one
 * shown is work for the page.
 */
export function createPace(show: (view: UploadView) => void) {
  let shown: UploadView | null = null;
  let latest: UploadView | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;

  const showNow = (view: UploadView) => {
    if (timer) clearTimeout(timer);
    shown = view;
    latest = null;
    timer = setTimeout(() => {
      timer = null;
      if (latest) showNow(latest);
    }, PAUSE_MS);
    show(view);
  };

  return {
    tell(view: UploadView): void {
      if (timer === null || shown === null || !isSameButFigures(view, shown)) showNow(view);
      else latest = view;
    },
    /** What has not been shown yet never is. */
    stop(): void {
      if (timer) clearTimeout(timer);
    },
  };
}

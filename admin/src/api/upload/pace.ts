import type { UploadStatus } from '../../../../shared/contract';
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

/** A view with the figures of another: of a status that there was not yet, its own. */
function withFiguresOf(
  { sent, confirmed, speed, secondsLeft, status: shown }: UploadView,
  view: UploadView,
): UploadView {
  const { received, read } = { ...view.status, ...shown } as UploadStatus;
  const status = view.status && { ...view.status, received, read };
  return { ...view, sent, confirmed, speed, secondsLeft, status };
}

/**
 * Shows news at once, but figures twice a second at most, those beside the news too: the browser tells of them far more
 * often, and each one shown is work for the page.
 */
export function createPace(show: (view: UploadView) => void) {
  let shown: UploadView | null = null;
  let latest: UploadView | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;

  const showNow = (view: UploadView) => {
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
      if (timer === null || shown === null) {
        showNow(view);
        return;
      }
      latest = view;
      if (isSameButFigures(view, shown)) return;
      shown = withFiguresOf(shown, view);
      show(shown);
    },
    /** What has not been shown yet never is. */
    stop(): void {
      if (timer) clearTimeout(timer);
    },
  };
}

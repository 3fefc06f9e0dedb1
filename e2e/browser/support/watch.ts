import type { Page } from '@playwright/test';

/** What keeps a page from being smooth, as the browser tells it. */
export interface Smoothness {
  /** Longest time, in milliseconds, that nothing else could run; 0 when it never was 50. */
  longestTask: number;
  /** Tasks of 50 ms and more, and in which files their time went. */
  longTasks: { ms: number; files: string[] }[];
  /** As the Web Vitals count it. */
  layoutShift: number;
  /** What moved, from where to where. */
  shifts: string[];
  /** Most changes of the same text or attribute within any second, and of which. */
  mostUpdatesOfOne: { updates: number; what: string };
  /** Most changes of the page within any second. */
  mostUpdatesInASecond: number;
  updates: number;
  seconds: number;
}

interface Frame extends PerformanceEntry {
  blockingDuration: number;
  scripts: { duration: number; sourceURL: string }[];
}

interface Shift extends PerformanceEntry {
  value: number;
  hadRecentInput: boolean;
  sources: { node: Node | null; previousRect: DOMRect; currentRect: DOMRect }[];
}

interface Notes {
  since: number;
  tasks: PerformanceEntry[];
  frames: Frame[];
  shift: number;
  moves: string[];
  updates: number[];
  /** By what changed: an element, and of it the text or an attribute. */
  updatesOf: Map<Element, Map<string, number[]>>;
}

/** Begins to watch; what came before does not count. */
export async function watch(page: Page): Promise<void> {
  await page.evaluate(() => {
    const notes: Notes = {
      since: performance.now(),
      tasks: [],
      frames: [],
      shift: 0,
      moves: [],
      updates: [],
      updatesOf: new Map(),
    };
    Object.assign(window, { smoothness: notes });
    const note = (type: string, into: unknown[]) =>
      new PerformanceObserver((list) => into.push(...list.getEntries())).observe({ type });
    note('longtask', notes.tasks);
    note('long-animation-frame', notes.frames);
    const wordsOf = (node: Node | null) =>
      `${node?.nodeName ?? 'gone'} "${(node?.textContent ?? '').slice(0, 60)}"`;
    const placeOf = ({ x, y, width, height }: DOMRect) =>
      [x, y, width, height].map(Math.round).join(' ');
    // At once: what moved may be gone later.
    new PerformanceObserver((list) => {
      const unexpected = (list.getEntries() as Shift[]).filter((shift) => !shift.hadRecentInput);
      for (const { value, sources } of unexpected) {
        notes.shift += value;
        for (const { node, previousRect, currentRect } of sources)
          notes.moves.push(
            `${value.toFixed(4)} ${wordsOf(node)}: ${placeOf(previousRect)} to ${placeOf(currentRect)}`,
          );
      }
    }).observe({ type: 'layout-shift' });

    function noteChange({ target, type, attributeName }: MutationRecord, now: number): void {
      const part = target instanceof Element ? target : target.parentElement;
      if (!part) return;
      const what = type === 'attributes' ? attributeName! : 'text';
      const ofPart = notes.updatesOf.get(part) ?? new Map<string, number[]>();
      notes.updatesOf.set(part, ofPart);
      const times = ofPart.get(what) ?? [];
      ofPart.set(what, times);
      // What changes in one go is one update.
      if (times.at(-1) !== now) times.push(now);
    }
    new MutationObserver((changes) => {
      const now = performance.now();
      notes.updates.push(now);
      for (const change of changes) noteChange(change, now);
    }).observe(document.querySelector('main')!, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    });
  });
}

/** What was seen since then. */
export async function seen(page: Page): Promise<Smoothness> {
  return page.evaluate(() => {
    const { since, tasks, frames, shift, moves, updates, updatesOf } = (
      window as unknown as { smoothness: Notes }
    ).smoothness;
    const mostInASecond = (times: number[]) =>
      Math.max(
        0,
        ...times.map((at) => times.filter((other) => other >= at && other < at + 1000).length),
      );
    const ofEach = [...updatesOf].flatMap(([part, ofPart]) =>
      [...ofPart].map(([what, times]) => ({
        updates: mostInASecond(times),
        what: `${what} of ${part.tagName} "${(part.textContent ?? '').slice(0, 60)}"`,
      })),
    );
    const filesOf = (task: PerformanceEntry) =>
      frames
        .filter(({ startTime, duration }) => task.startTime < startTime + duration)
        .filter(({ startTime }) => startTime < task.startTime + task.duration)
        .flatMap(({ scripts }) => scripts)
        .map(
          ({ sourceURL, duration }) => `${sourceURL.split('/').pop()} ${Math.round(duration)} ms`,
        );
    return {
      longestTask: Math.max(0, ...tasks.map(({ duration }) => duration)),
      longTasks: tasks.map((task) => ({ ms: task.duration, files: filesOf(task) })),
      layoutShift: shift,
      shifts: moves,
      mostUpdatesOfOne: ofEach.sort((a, b) => b.updates - a.updates)[0] ?? { updates: 0, what: '' },
      mostUpdatesInASecond: mostInASecond(updates),
      updates: updates.length,
      seconds: (performance.now() - since) / 1000,
    };
  });
}

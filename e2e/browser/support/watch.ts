import type { Page } from '@playwright/test';

/** What keeps a page from being smooth, as the browser tells it. */
export interface Smoothness {
  /** Longest time, in milliseconds, that nothing else could run; 0 when it never was 50. */
  longestTask: number;
  /** Tasks of 50 ms and more, and in which files their time went. */
  longTasks: { ms: number; files: string[] }[];
  /** As the Web Vitals count it. */
  layoutShift: number;
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
}

interface Notes {
  since: number;
  tasks: PerformanceEntry[];
  frames: Frame[];
  shifts: Shift[];
  updates: number[];
}

/** Begins to watch; what came before does not count. */
export async function watch(page: Page): Promise<void> {
  await page.evaluate(() => {
    const notes: Notes = {
      since: performance.now(),
      tasks: [],
      frames: [],
      shifts: [],
      updates: [],
    };
    Object.assign(window, { smoothness: notes });
    const note = (type: string, into: unknown[]) =>
      new PerformanceObserver((list) => into.push(...list.getEntries())).observe({ type });
    note('longtask', notes.tasks);
    note('long-animation-frame', notes.frames);
    note('layout-shift', notes.shifts);
    // What changes in one go is one update.
    new MutationObserver(() => notes.updates.push(performance.now())).observe(
      document.querySelector('main')!,
      { subtree: true, childList: true, characterData: true, attributes: true },
    );
  });
}

/** What was seen since then. */
export async function seen(page: Page): Promise<Smoothness> {
  return page.evaluate(() => {
    const { since, tasks, frames, shifts, updates } = (window as unknown as { smoothness: Notes })
      .smoothness;
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
      layoutShift: shifts
        .filter(({ hadRecentInput }) => !hadRecentInput)
        .reduce((sum, { value }) => sum + value, 0),
      mostUpdatesInASecond: Math.max(
        0,
        ...updates.map((at) => updates.filter((other) => other >= at && other < at + 1000).length),
      ),
      updates: updates.length,
      seconds: (performance.now() - since) / 1000,
    };
  });
}

import type { ElectronApplication, Page } from 'playwright-core';

/** How long something stood still, in milliseconds. */
export interface Stillness {
  readonly longest: number;
  readonly p99: number;
}

/** Told to end, it answers what it saw since it began. */
export type Watch = () => Promise<Stillness>;

interface WatchingScope {
  /** Milliseconds between one turn and the next; undefined: nobody watches. */
  benchGaps?: number[] | undefined;
}

const TICK_MS = 5;

/** Watches the main process: how long each turn of its event loop kept a timer of 5 ms waiting. */
export async function watchMainProcess(electron: ElectronApplication): Promise<Watch> {
  await electron.evaluate((_electron, tickMs) => {
    const gaps: number[] = [];
    const scope = globalThis as WatchingScope;
    scope.benchGaps = gaps;
    let before = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      gaps.push(Math.max(0, now - before - tickMs));
      before = now;
      if (scope.benchGaps !== gaps) clearInterval(timer);
    }, tickMs);
  }, TICK_MS);
  return async () => stillness(await electron.evaluate(takeGaps));
}

/** Watches the page: the time from each frame to the next. */
export async function watchFrames(page: Page): Promise<Watch> {
  await page.evaluate(() => {
    const gaps: number[] = [];
    const scope = globalThis as WatchingScope;
    scope.benchGaps = gaps;
    let before = performance.now();
    const frame = (now: number): void => {
      gaps.push(now - before);
      before = now;
      if (scope.benchGaps === gaps) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  return async () => stillness(await page.evaluate(takeGaps));
}

/** Runs where the watch runs. */
function takeGaps(): readonly number[] {
  const scope = globalThis as WatchingScope;
  const gaps = scope.benchGaps ?? [];
  scope.benchGaps = undefined;
  return gaps;
}

function stillness(gaps: readonly number[]): Stillness {
  return { longest: Math.max(0, ...gaps), p99: percentile(gaps, 99) };
}

/** Nearest rank: the least value that so many per cent of all do not exceed; 0 of none. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil((percent / 100) * sorted.length) - 1] ?? 0;
}

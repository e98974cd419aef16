import type { Page } from 'playwright-core';
import { openDesk, type RunningApplication } from '../desk.ts';
import { below, type Figure } from './figures.ts';
import { putLibrary } from './library.ts';
import { percentile, watchFrames, watchMainProcess } from './watches.ts';

const JUMPS = 20;
const END_TO_END = 10;
/** Of the whole list, in one pass from its beginning to its end: what a person does by dragging the bar. */
const STEPS = 60;

/** Scrolls through a library: what stands still meanwhile, how soon cells are filled, and what memory does. */
export async function measureScroll(display: string, pictures: number): Promise<readonly Figure[]> {
  const desk = openDesk(display);
  try {
    await putLibrary(desk, pictures);
    const application = await desk.open();
    const { electron, window } = application;
    const { page } = window;
    await window.tiles.first().waitFor();

    const main = await watchMainProcess(electron);
    const frames = await watchFrames(page);
    await wheelDown(page, 200);
    const wheeled = { main: await main(), frames: await frames() };

    const filled: number[] = [];
    for (let jump = 0; jump < JUMPS; jump++) filled.push(await fillAfterJump(page, fractionOf(jump)));

    await passes(page, 1);
    const before = await memoryOf(application);
    await passes(page, END_TO_END);
    const after = await memoryOf(application);
    return [
      {
        what: 'longest block of the main process, scrolling',
        measured: wheeled.main.longest,
        goal: below(50),
        unit: 'ms',
      },
      { what: 'longest frame, scrolling', measured: wheeled.frames.longest, goal: below(100), unit: 'ms' },
      { what: '99 % of frames, scrolling', measured: wheeled.frames.p99, goal: null, unit: 'ms' },
      {
        what: 'cells filled after a scroll stops, longest',
        measured: percentile(filled, 100),
        goal: below(300),
        unit: 'ms',
      },
      { what: 'memory of window and main process after one pass', measured: before, goal: null, unit: 'MB' },
      { what: `the same after ${END_TO_END} more ÷ before`, measured: after / before, goal: below(1.1), unit: 'ratio' },
    ];
  } finally {
    await desk.clear();
  }
}

/** Turns the wheel over the grid, a notch a frame. */
async function wheelDown(page: Page, notches: number): Promise<void> {
  const box = await page.locator('[data-grid]').boundingBox();
  if (box === null) throw new Error('there is no grid');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  for (let notch = 0; notch < notches; notch++) await page.mouse.wheel(0, 120);
}

/** Milliseconds from a jump to some place of the list until every cell in sight has its picture's caption. */
function fillAfterJump(page: Page, fraction: number): Promise<number> {
  return page.evaluate(async (to) => {
    const grid = document.querySelector('[data-grid]');
    if (grid === null) throw new Error('there is no grid');
    const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
    const isFilled = (): boolean => {
      const sight = grid.getBoundingClientRect();
      const inSight = (element: Element): boolean => {
        const { top, bottom } = element.getBoundingClientRect();
        return bottom > sight.top && top < sight.bottom;
      };
      // A cell without content stands where a picture will be.
      const waiting = [...grid.querySelectorAll('[role=presentation]:empty')].some(inSight);
      return !waiting && [...grid.querySelectorAll('[role=option]')].some(inSight);
    };
    grid.scrollTop = to * (grid.scrollHeight - grid.clientHeight);
    const started = performance.now();
    await frame();
    while (!isFilled()) {
      if (performance.now() - started > 60_000) throw new Error('the cells stay empty');
      await frame();
    }
    return performance.now() - started;
  }, fraction);
}

/** Places all over the list, the same in every run. */
function fractionOf(jump: number): number {
  return (jump * 0.618) % 1;
}

/** From one end of the list to the other and back, so many times. */
async function passes(page: Page, times: number): Promise<void> {
  for (let time = 0; time < times; time++) {
    for (const step of [...Array(STEPS).keys()]) {
      const place = time % 2 === 0 ? (step + 1) / STEPS : 1 - (step + 1) / STEPS;
      await fillAfterJump(page, place);
    }
  }
}

/** Working sets of the window's process and the main process together, in megabytes (10⁶ bytes). */
async function memoryOf({ electron }: RunningApplication): Promise<number> {
  const kilobytes = await electron.evaluate(({ app }) =>
    app
      .getAppMetrics()
      .filter(({ type }) => type === 'Browser' || type === 'Tab')
      .reduce((sum, { memory }) => sum + memory.workingSetSize, 0),
  );
  return (kilobytes * 1024) / 1e6;
}

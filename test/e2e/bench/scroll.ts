import type { Page } from 'playwright-core';
import { openDesk, type Desk } from '../desk.ts';
import { below, type Figure } from './figures.ts';
import { putLibrary, putThumbnails } from './library.ts';
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
    await putThumbnails(desk);
    const { electron, window } = await desk.open();
    const { page } = window;
    await window.tiles.first().locator('img').waitFor();

    const main = await watchMainProcess(electron);
    const frames = await watchFrames(page);
    await wheelDown(page, 200);
    const wheeled = { main: await main(), frames: await frames() };

    const filled: number[] = [];
    for (let at = 0; at < JUMPS; at++) filled.push(await page.evaluate(jump, fractionOf(at)));

    await electron.close();
    const { before, after } = await measureMemory(desk);
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
      { what: 'memory of window and main process after two passes', measured: before, goal: null, unit: 'MB' },
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

/**
 * In the page: milliseconds from a jump to some place of the list, from 0 to 1, until every cell in sight shows its
 * picture: read and decoded.
 */
async function jump(to: number): Promise<number> {
  const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
  const asked = performance.now();
  const inTime = (): boolean => performance.now() - asked < 60_000;
  let grid = document.querySelector('[data-grid]');
  while ((grid?.querySelector('[role=option]') ?? null) === null && inTime()) {
    await frame();
    grid = document.querySelector('[data-grid]');
  }
  if (grid === null) throw new Error('there is no grid');
  const cells = grid;
  const inSight = (element: Element): boolean => {
    const sight = cells.getBoundingClientRect();
    const { top, bottom } = element.getBoundingClientRect();
    return bottom > sight.top && top < sight.bottom;
  };
  /** Null while a cell waits for what it shows. */
  const shownPictures = (): readonly HTMLImageElement[] | null => {
    // A cell without content stands where a picture will be.
    if ([...cells.querySelectorAll('[role=presentation]:empty')].some(inSight)) return null;
    const tiles = [...cells.querySelectorAll('[role=option]')].filter(inSight);
    const images = tiles.flatMap((tile) => tile.querySelector('img') ?? []);
    const isWhole = images.length > 0 && images.length === tiles.length;
    return isWhole && images.every(({ complete, naturalWidth }) => complete && naturalWidth > 0) ? images : null;
  };
  cells.scrollTop = to * (cells.scrollHeight - cells.clientHeight);
  const started = performance.now();
  await frame();
  let images = shownPictures();
  while (images === null) {
    if (!inTime()) throw new Error('the cells stay empty');
    await frame();
    images = shownPictures();
  }
  await Promise.all(images.map((image) => image.decode()));
  return performance.now() - started;
}

/** Places all over the list, the same in every run. */
function fractionOf(at: number): number {
  return (at * 0.618) % 1;
}

/** Megabytes after one pass through the list, and after so many more. */
async function measureMemory(desk: Desk): Promise<{ readonly before: number; readonly after: number }> {
  const window = await desk.openUnrecorded();
  const pass = async (steps: readonly number[]): Promise<void> => {
    for (const place of steps) await window.evaluate(jump, place);
  };
  const down = Array.from({ length: STEPS }, (_, step) => (step + 1) / STEPS);
  const up = down.map((place) => 1 - place);
  await pass(down);
  await pass(up);
  const before = await window.memory();
  for (let time = 0; time < END_TO_END; time++) await pass(time % 2 === 0 ? down : up);
  const after = await window.memory();
  await window.kill();
  return { before, after };
}

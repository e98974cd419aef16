import { median } from '../../bench/median.ts';
import { openDesk, type Desk } from '../desk.ts';
import { below, type Figure } from './figures.ts';
import { putLibrary } from './library.ts';

const START_MS = 1500;

/** From the start of the program until a person can use the window: an empty one, and one with a library. */
export async function measureStart(display: string, pictures: number, rounds: number): Promise<readonly Figure[]> {
  const desk = openDesk(display);
  try {
    const empty: number[] = [];
    for (let round = 0; round < rounds; round++) empty.push(await timeUntil(desk, 'main button'));
    await putLibrary(desk, pictures);
    const full: number[] = [];
    for (let round = 0; round < rounds; round++) full.push(await timeUntil(desk, '[role=option]'));
    return [
      { what: 'start to interactive, empty', measured: median(empty), goal: below(START_MS), unit: 'ms' },
      {
        what: `start to interactive, ${pictures} pictures`,
        measured: median(full),
        goal: below(START_MS),
        unit: 'ms',
      },
    ];
  } finally {
    await desk.clear();
  }
}

/** Milliseconds from the start of the program until there is such an element, in a window that nothing records. */
async function timeUntil(desk: Desk, selector: string): Promise<number> {
  const started = performance.now();
  const window = await desk.openUnrecorded();
  await window.evaluate(async (wanted) => {
    while (document.querySelector(wanted) === null) await new Promise((resolve) => requestAnimationFrame(resolve));
  }, selector);
  const took = performance.now() - started;
  await window.kill();
  return took;
}

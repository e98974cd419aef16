import { median } from '../../bench/median.ts';
import { openDesk } from '../desk.ts';
import { below, type Figure } from './figures.ts';
import { putLibrary } from './library.ts';

const START_MS = 1500;

/** From the start of the program until a person can use the window: an empty one, and one with a library. */
export async function measureStart(display: string, pictures: number, rounds: number): Promise<readonly Figure[]> {
  const desk = openDesk(display);
  try {
    const empty: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const started = performance.now();
      const { electron, window } = await desk.open();
      await window.invitation.waitFor();
      empty.push(performance.now() - started);
      await electron.close();
    }
    await putLibrary(desk, pictures);
    const full: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const started = performance.now();
      const { electron, window } = await desk.open();
      await window.tiles.first().waitFor();
      full.push(performance.now() - started);
      await electron.close();
    }
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

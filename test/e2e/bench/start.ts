import { windowTexts } from '../../../shared/texts/window.ts';
import { median } from '../../bench/median.ts';
import { openDesk, type Desk } from '../desk.ts';
import { NO_NETWORK } from '../no-network.ts';
import { below, type Figure } from './figures.ts';
import { putLibrary } from './library.ts';

const START_MS = 1500;
const FIRST_PREDICTION_MS = 10_000;

/**
 * From the start of the program until a person can use the window, an empty one and one with a library; and until the
 * first prediction is on the screen of somebody who is offline and tries it on the samples.
 */
export async function measureStart(display: string, pictures: number, rounds: number): Promise<readonly Figure[]> {
  const predictions: FirstPrediction[] = [];
  for (let round = 0; round < rounds; round++) predictions.push(await firstPrediction(display));
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
      {
        what: 'first prediction after the click on the samples, offline',
        measured: median(predictions.map(({ afterClick }) => afterClick)),
        goal: below(FIRST_PREDICTION_MS),
        unit: 'ms',
      },
      {
        what: 'the same after the start of the program',
        measured: median(predictions.map(({ afterStart }) => afterStart)),
        goal: below(FIRST_PREDICTION_MS),
        unit: 'ms',
      },
    ];
  } finally {
    await desk.clear();
  }
}

/** Milliseconds. */
interface FirstPrediction {
  readonly afterClick: number;
  readonly afterStart: number;
}

/** Of an application that nobody has started before: nothing is kept from an earlier time. */
async function firstPrediction(display: string): Promise<FirstPrediction> {
  const desk = openDesk(display);
  try {
    const started = performance.now();
    const window = await desk.openUnrecorded(...NO_NETWORK);
    const afterClick = await window.evaluate(async (label) => {
      const until = async (selector: string, isIt: (element: HTMLElement) => boolean) => {
        for (;;) {
          const found = [...document.querySelectorAll<HTMLElement>(selector)].find(isIt);
          if (found !== undefined) return found;
          await new Promise((resolve) => requestAnimationFrame(resolve));
        }
      };
      const offer = await until('main button', ({ textContent }) => textContent === label);
      const clicked = performance.now();
      offer.click();
      await until('[role=option]', ({ textContent }) => /\d\.\d{3}/u.test(textContent));
      return performance.now() - clicked;
    }, windowTexts.firstStart.trySamples);
    const afterStart = performance.now() - started;
    await window.kill();
    return { afterClick, afterStart };
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

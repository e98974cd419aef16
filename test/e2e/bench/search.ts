import { openDesk } from '../desk.ts';
import type { UnrecordedWindow } from '../unrecorded-window.ts';
import { below, type Figure } from './figures.ts';
import { putLibrary } from './library.ts';
import { percentile } from './watches.ts';

// Each finds other pictures than the one before it: what is shown changes.
const QUERIES = [
  'dog',
  'cat',
  'bird',
  'vehicle',
  'snake',
  'tag:common',
  'dog tag:common',
  'is:uncertain',
  'fish',
  'food',
];

/** How soon the pictures of a query that is typed and sent by Enter are on the screen, in a window that nothing records. */
export async function measureSearch(display: string, pictures: number, rounds: number): Promise<readonly Figure[]> {
  const desk = openDesk(display);
  try {
    await putLibrary(desk, pictures);
    const window = await desk.openUnrecorded();
    await window.evaluate(async () => {
      while (document.querySelector('[role=option]') === null) await new Promise(requestAnimationFrame);
    }, null);
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
      for (const query of QUERIES) times.push(await typeAndSee(window, query));
    }
    await window.kill();
    return [
      { what: `search typed, ${pictures} pictures, median`, measured: percentile(times, 50), goal: null, unit: 'ms' },
      { what: 'search typed, 99th percentile', measured: percentile(times, 99), goal: below(30), unit: 'ms' },
    ];
  } finally {
    await desk.clear();
  }
}

interface SearchingScope {
  /** Resolves with the milliseconds from Enter to the first new pictures. */
  benchShown?: Promise<number>;
}

/** Milliseconds from Enter to the first frame that has other pictures. What was typed before it is not yet searched for. */
async function typeAndSee(window: UnrecordedWindow, query: string): Promise<number> {
  await window.evaluate(async () => {
    const field = document.querySelector<HTMLInputElement>('input[type=search], [role=searchbox]');
    field?.focus();
    field?.select();
    const first = (): string | null | undefined => document.querySelector('[role=option]')?.id;
    const before = first();
    (globalThis as SearchingScope).benchShown = new Promise((resolve, reject) => {
      const onKey = (event: KeyboardEvent): void => {
        if (event.key !== 'Enter') return;
        removeEventListener('keydown', onKey, true);
        const pressed = performance.now();
        const look = (): void => {
          const now = first();
          if (now !== undefined && now !== before) resolve(performance.now() - pressed);
          else if (performance.now() - pressed > 60_000) reject(new Error('no other pictures were shown'));
          else requestAnimationFrame(look);
        };
        look();
      };
      addEventListener('keydown', onKey, true);
    });
    await Promise.resolve();
  }, null);
  // Faster than the pause after which the window searches by itself.
  await window.typeAndEnter(query);
  return await window.evaluate(() => (globalThis as SearchingScope).benchShown ?? Promise.resolve(0), null);
}

import { openDesk, type Desk, type RunningApplication } from '../desk.ts';
import { runCommandLine } from '../../bench/command-line.ts';
import { median } from '../../bench/median.ts';
import { makeDistinctJpegs } from '../../bench/pictures.ts';
import { atLeast, below, type Figure } from './figures.ts';
import { watchFrames, watchMainProcess, type Stillness } from './watches.ts';

/** How fast a run is. */
interface RunSpeed {
  readonly picturesPerSecond: number;
  /** Milliseconds. */
  readonly firstThumbnail: number;
}

/** What stands still in a run. */
interface RunStillness {
  readonly main: Stillness;
  readonly frames: Stillness;
}

/** Runs over the same pictures in a window and by the command line, in turn. */
export async function measureRun(
  display: string,
  sources: readonly string[],
  pictures: number,
  rounds: number,
): Promise<readonly Figure[]> {
  const speeds: RunSpeed[] = [];
  const stillness: RunStillness[] = [];
  const commandLine: number[] = [];
  const onNewDesk = async <Value>(measure: (desk: Desk) => Promise<Value>): Promise<Value> => {
    const desk = openDesk(display);
    try {
      makeDistinctJpegs(sources, pictures, desk.path('photos'));
      return await measure(desk);
    } finally {
      await desk.clear();
    }
  };
  for (let round = 0; round < rounds; round++) {
    const { seconds, classified } = await onNewDesk((desk) => runCommandLine(desk.path('photos')));
    if (classified !== pictures) throw new Error(`${classified} of ${pictures} pictures were classified`);
    commandLine.push(pictures / seconds);
    speeds.push(await onNewDesk((desk) => speedInWindow(desk, pictures)));
    stillness.push(await onNewDesk((desk) => stillnessInWindow(desk, pictures)));
  }
  const inWindow = median(speeds.map(({ picturesPerSecond }) => picturesPerSecond));
  const longest = (of: (run: RunStillness) => number): number => Math.max(...stillness.map(of));
  return [
    {
      what: 'first thumbnail after a drop is confirmed',
      measured: median(speeds.map((run) => run.firstThumbnail)),
      goal: below(1000),
      unit: 'ms',
    },
    {
      what: 'longest block of the main process, running',
      measured: longest(({ main }) => main.longest),
      goal: below(50),
      unit: 'ms',
    },
    { what: 'longest frame, running', measured: longest(({ frames }) => frames.longest), goal: below(100), unit: 'ms' },
    { what: 'pictures a second in the window', measured: inWindow, goal: null, unit: 'pictures/s' },
    { what: 'pictures a second by the command line', measured: median(commandLine), goal: null, unit: 'pictures/s' },
    { what: 'window ÷ command line', measured: inWindow / median(commandLine), goal: atLeast(0.95), unit: 'ratio' },
  ];
}

/** In a window that nothing records, as a person has it. */
async function speedInWindow(desk: Desk, pictures: number): Promise<RunSpeed> {
  const window = await desk.openUnrecorded(desk.path('photos'));
  const { seconds, classified, firstThumbnail } = await window.evaluate(async () => {
    const until = async <Value>(look: () => Value | null): Promise<Value> => {
      for (;;) {
        const seen = look();
        if (seen !== null) return seen;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    };
    const begin = await until(() => document.querySelector<HTMLButtonElement>('form button[type=submit]:enabled'));
    const ended = new Promise<{ readonly seconds: number; readonly classified: number }>((resolve) => {
      globalThis.window.classifold.on('runFinished', (payload) => {
        resolve(payload as { readonly seconds: number; readonly classified: number });
      });
    });
    const confirmed = performance.now();
    begin.click();
    await until(() => {
      const shown = [...document.querySelectorAll<HTMLImageElement>('[role=option] img')];
      return shown.some(({ complete, naturalWidth }) => complete && naturalWidth > 0) ? true : null;
    });
    const firstThumbnail = performance.now() - confirmed;
    return { ...(await ended), firstThumbnail };
  }, null);
  await window.kill();
  if (classified !== pictures) throw new Error(`${classified} of ${pictures} pictures were classified`);
  return { picturesPerSecond: classified / seconds, firstThumbnail };
}

/** With watches in page and main process, which cost time themselves. */
async function stillnessInWindow(desk: Desk, pictures: number): Promise<RunStillness> {
  const { electron, window }: RunningApplication = await desk.open();
  const { page } = window;
  await window.invitation.waitFor();
  await window.drop([desk.path('photos')]);
  await window.runSheet.waitFor();
  const main = await watchMainProcess(electron);
  const frames = await watchFrames(page);
  const ended = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        globalThis.window.classifold.on('runFinished', (payload) => {
          resolve((payload as { readonly classified: number }).classified);
        });
      }),
  );
  await window.startRun();
  const classified = await ended;
  if (classified !== pictures) throw new Error(`${classified} of ${pictures} pictures were classified`);
  const figures = { main: await main(), frames: await frames() };
  await electron.close();
  return figures;
}

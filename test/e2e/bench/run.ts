import path from 'node:path';
import { openDesk, type Desk, type RunningApplication } from '../desk.ts';
import { runCommandLine } from '../../bench/command-line.ts';
import { median } from '../../bench/median.ts';
import { makeDistinctJpegs } from '../../bench/pictures.ts';
import { atLeast, below, type Figure } from './figures.ts';
import { watchFrames, watchMainProcess, type Stillness } from './watches.ts';

interface WindowRun {
  readonly picturesPerSecond: number;
  readonly firstThumbnail: number;
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
  const windows: WindowRun[] = [];
  const commandLine: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const desk = openDesk(display);
    try {
      makeDistinctJpegs(sources, pictures, desk.path('photos'));
      const { seconds, classified } = await runCommandLine(desk.path('photos'));
      if (classified !== pictures) throw new Error(`${classified} of ${pictures} pictures were classified`);
      commandLine.push(pictures / seconds);
      windows.push(await runInWindow(desk, pictures));
    } finally {
      await desk.clear();
    }
  }
  const inWindow = median(windows.map(({ picturesPerSecond }) => picturesPerSecond));
  const longest = (of: (run: WindowRun) => number): number => Math.max(...windows.map(of));
  return [
    {
      what: 'first thumbnail after a drop is confirmed',
      measured: median(windows.map((run) => run.firstThumbnail)),
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

async function runInWindow(desk: Desk, pictures: number): Promise<WindowRun> {
  const { electron, window }: RunningApplication = await desk.open();
  const { page } = window;
  await window.invitation.waitFor();
  await window.drop([desk.path(path.basename('photos'))]);
  await window.runSheet.waitFor();
  const main = await watchMainProcess(electron);
  const frames = await watchFrames(page);
  const ended = page.evaluate(
    () =>
      new Promise<{ readonly seconds: number; readonly classified: number }>((resolve) => {
        globalThis.window.classifold.on('runFinished', (payload) => {
          resolve(payload as { readonly seconds: number; readonly classified: number });
        });
      }),
  );
  const thumbnail = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        addEventListener(
          'submit',
          () => {
            const confirmed = performance.now();
            const look = (): void => {
              const pictures = [...document.querySelectorAll<HTMLImageElement>('[role=option] img')];
              if (pictures.some(({ complete, naturalWidth }) => complete && naturalWidth > 0)) {
                resolve(performance.now() - confirmed);
              } else requestAnimationFrame(look);
            };
            look();
          },
          { capture: true, once: true },
        );
      }),
  );
  await window.startRun();
  const { seconds, classified } = await ended;
  if (classified !== pictures) throw new Error(`${classified} of ${pictures} pictures were classified`);
  const figures = {
    picturesPerSecond: classified / seconds,
    firstThumbnail: await thumbnail,
    main: await main(),
    frames: await frames(),
  };
  await electron.close();
  return figures;
}

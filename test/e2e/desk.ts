import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { ElectronApplication } from 'playwright-core';
import type { Reply } from '../../shared/contract/answers.ts';
import type { WindowBridge } from '../../shared/contract/bridge.ts';
import type { StartView } from '../../shared/contract/views.ts';
import { softwareVulkan } from '../../main/cli/software-vulkan.js';
import type { ModelComparison } from '../../shared/model-comparison.ts';
import type { VariantId } from '../../shared/variant.ts';
import { jsonLines, projectRoot, samples } from '../cli/classifold.ts';
import { ownDisplay } from './own-display.ts';
import { classifoldWindow, type ClassifoldWindow } from './classifold-window.ts';
import { launchElectron, runElectron } from './electron.ts';
import { watchScene, type FailureScene } from './failure-scene.ts';
import { SHOWN_WITHIN_MS, STARTED_WITHIN_MS } from './patience.ts';
import { killMainProcesses, openedInPlace, openUnrecorded, type UnrecordedWindow } from './unrecorded-window.ts';
import { openSources } from './sources.ts';

declare global {
  interface Window {
    /** What the preload script gives to the page. */
    readonly classifold: WindowBridge;
  }
}

/** The application under way, with its window. */
export interface RunningApplication {
  readonly electron: ElectronApplication;
  readonly window: ClassifoldWindow;
  /** Of the library that is open, absolute. */
  readonly catalog: string;
  /** Gives the page of the window this size, in CSS pixels. */
  resize(width: number, height: number): Promise<void>;
}

/** The machine of one person, for one test: pictures, catalog, settings and caches lie in one folder and go with it. */
export interface Desk {
  path(...parts: readonly string[]): string;
  /** Lays down a file of the person's; `clear` sees to it that it stayed as it is. */
  addFile(name: string, bytes: Uint8Array | string): void;
  /** Copies samples, renamed, to folders of the desk. */
  addSamples(names: Readonly<Record<string, string>>): void;
  /** Makes a folder of so many pictures of different content: samples with a few bytes behind their end. */
  addPictures(folder: string, count: number): void;
  /** Gives a file another time, in seconds since 1970, as its owner's other programs do. */
  touch(name: string, seconds: number): void;
  /** Moves a file or folder as its owner does: a disk that is taken out, a folder that is renamed. */
  move(from: string, to: string): void;
  /** Starts Classifold, with more arguments on its command line. */
  open(...args: readonly string[]): Promise<RunningApplication>;
  /** The same, with nothing that records what the window does: how fast it is and what memory it takes can be measured. */
  openUnrecorded(...args: readonly string[]): Promise<UnrecordedWindow>;
  /** Starts Classifold a second time beside one that is open; resolves when this second one has ended. */
  openAgain(...args: readonly string[]): Promise<void>;
  /** The application that one of the desk has started in its own place as it ended. */
  openedInPlace(): Promise<UnrecordedWindow>;
  /** Starts `classifold` on the command line, beside whatever is open. */
  startCommandLine(...args: readonly string[]): ChildProcess;
  /** What `classifold classify` does to a catalog of its own. */
  classifyByCommandLine(catalog: string, paths: readonly string[]): Promise<void>;
  /** The same where the library cannot be shown as it is: the window says why. */
  openRefused(): Promise<Omit<RunningApplication, 'catalog'>>;
  /** What `classifold models import` makes of a checkpoint, among the models that the window has. */
  importByCommandLine(checkpoint: string, labels: string, name: string): Promise<void>;
  /** What `classifold models compare` says of networks, by what the window has measured. */
  compareByCommandLine(...networks: readonly VariantId[]): Promise<ModelComparison>;
  /** What `classifold search` finds in a catalog: absolute paths, in its order. */
  searchByCommandLine(catalog: string, query: string, ...args: readonly string[]): Promise<readonly string[]>;
  /** The bytes of what `classifold export --csv` writes for a query. */
  exportByCommandLine(catalog: string, query: string): Promise<Buffer>;
  /**
   * Kills whatever is still under way, then removes the folder. Rejects where a file that was laid down is not
   * byte by byte and to the nanosecond what it was, or something lies beside it.
   */
  clear(): Promise<void>;
}

const commandLine = path.join(projectRoot, 'out', 'program', 'cli.cjs');
const SAMPLES = ['hens.webp', 'bison.webp', 'jaguar.webp', 'castle.webp', 'red-panda.webp'];
const run = promisify(execFile);

/** @param display The X display that windows open on; in a test that of its run. */
export function openDesk(display: string = ownDisplay()): Desk {
  const folder = mkdtempSync(path.join(tmpdir(), 'classifold-desk-'));
  const opened = new Set<ElectronApplication>();
  const scenes: FailureScene[] = [];
  const unrecorded = new Set<UnrecordedWindow>();
  const commandLines: ChildProcess[] = [];
  const env = {
    HOME: path.join(folder, 'home'),
    XDG_CONFIG_HOME: path.join(folder, 'config'),
    XDG_DATA_HOME: path.join(folder, 'data'),
    XDG_CACHE_HOME: path.join(folder, 'cache'),
    // As `npm start` starts it.
    ...softwareVulkan(process.env),
  };
  const byCommandLine = async (...args: readonly string[]): Promise<string> => {
    const { stdout } = await run(process.execPath, [commandLine, ...args], { env: { ...process.env, ...env } });
    return stdout;
  };
  const launch = { application: projectRoot, userData: path.join(folder, 'application'), display, env };
  const sources = openSources();
  const addFile = (name: string, bytes: Uint8Array | string): void => {
    sources.write(path.join(folder, name), bytes);
  };
  const start = async (args: readonly string[]) => {
    const electron = await launchElectron({ ...launch, args });
    opened.add(electron);
    electron.once('close', () => opened.delete(electron));
    const page = await electron.firstWindow({ timeout: STARTED_WITHIN_MS });
    page.setDefaultTimeout(SHOWN_WITHIN_MS);
    scenes.push(watchScene(electron.process().stderr, page));
    const resize = async (width: number, height: number): Promise<void> => {
      await electron.evaluate(
        ({ BrowserWindow }, size) => {
          BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height);
        },
        { width, height },
      );
      await page.waitForFunction((size) => innerWidth === size.width && innerHeight === size.height, {
        width,
        height,
      });
    };
    return { electron, window: classifoldWindow(page), resize };
  };
  return {
    path: (...parts) => path.join(folder, ...parts),
    addFile,
    addSamples: (names) => {
      for (const [target, sample] of Object.entries(names)) addFile(target, readFileSync(path.join(samples, sample)));
    },
    addPictures: (name, count) => {
      for (let index = 0; index < count; index++) {
        const sample = readFileSync(path.join(samples, SAMPLES[index % SAMPLES.length]!));
        addFile(path.join(name, `picture ${index}.webp`), Buffer.concat([sample, Buffer.from(`copy ${index}`)]));
      }
    },
    touch: (name, seconds) => {
      sources.touch(path.join(folder, name), seconds);
    },
    move: (from, to) => {
      sources.move(path.join(folder, from), path.join(folder, to));
    },
    open: async (...args) => {
      const application = await start(args);
      // Whoever asks first counts as the page, and is given what the application was started with: it has to be there.
      await application.window.page.locator('#window > *').first().waitFor({ state: 'attached' });
      const answered = await application.window.page.evaluate(() => window.classifold.start({}));
      const started = JSON.parse(answered) as Reply<StartView>;
      if (!started.ok) throw new Error(started.message);
      return { ...application, catalog: started.value.catalog };
    },
    openUnrecorded: async (...args) => {
      const window = await openUnrecorded({ ...launch, args });
      unrecorded.add(window);
      return window;
    },
    openAgain: (...args) => runElectron({ ...launch, args }),
    openedInPlace: () => openedInPlace(launch.userData),
    startCommandLine: (...args) => {
      const child = spawn(process.execPath, [commandLine, ...args], {
        env: { ...process.env, ...env },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      commandLines.push(child);
      return child;
    },
    classifyByCommandLine: async (catalog, paths) => {
      await byCommandLine('classify', ...paths, '--json', '--catalog', catalog);
    },
    openRefused: () => start([]),
    importByCommandLine: async (checkpoint, labels, name) => {
      // The window keeps all its data in one folder, which is the command line's data folder here.
      mkdirSync(launch.userData, { recursive: true });
      mkdirSync(env.XDG_DATA_HOME, { recursive: true });
      symlinkSync(launch.userData, path.join(env.XDG_DATA_HOME, 'Classifold'));
      await byCommandLine('models', 'import', checkpoint, '--labels', labels, '--name', name);
    },
    compareByCommandLine: async (...networks) => {
      mkdirSync(env.XDG_CACHE_HOME, { recursive: true });
      symlinkSync(path.join(launch.userData, 'made-again'), path.join(env.XDG_CACHE_HOME, 'Classifold'));
      return JSON.parse(await byCommandLine('models', 'compare', ...networks, '--json')) as ModelComparison;
    },
    searchByCommandLine: async (catalog, query, ...args) => {
      const stdout = await byCommandLine('search', query, '--json', '--catalog', catalog, ...args);
      return jsonLines(stdout).map((line) => line['path'] as string);
    },
    exportByCommandLine: async (catalog, query) => {
      const file = path.join(folder, 'by command line.csv');
      await byCommandLine('export', '--csv', file, query, '--catalog', catalog);
      return readFileSync(file);
    },
    clear: async () => {
      for (const scene of scenes) await scene.tellIfFailed();
      // A test that ended halfway may have left a dialog open, which holds up a polite end.
      const gone = [...opened].map(async (electron) => {
        const closed = electron.waitForEvent('close', { timeout: STARTED_WITHIN_MS });
        electron.process().kill('SIGKILL');
        await closed;
      });
      for (const child of commandLines) child.kill('SIGKILL');
      await Promise.all([...gone, ...[...unrecorded].map((window) => window.kill())]);
      await killMainProcesses(launch.userData);
      const changes = sources.changes();
      // Its workers end themselves, and may still be at a file.
      rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
      if (changes.length > 0) throw new Error(`Sources are not what they were:\n${changes.join('\n')}`);
    },
  };
}

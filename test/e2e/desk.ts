import { execFile } from 'node:child_process';
import { appendFileSync, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { ElectronApplication } from 'playwright-core';
import type { WindowBridge } from '../../shared/contract/bridge.ts';
import { jsonLines, projectRoot, samples } from '../cli/classifold.ts';
import { classifoldWindow, type ClassifoldWindow } from './classifold-window.ts';
import { launchElectron } from './electron.ts';

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
}

/** The machine of one person, for one test: pictures, catalog, settings and caches lie in one folder and go with it. */
export interface Desk {
  path(...parts: readonly string[]): string;
  /** Copies samples, renamed, to folders of the desk. */
  addSamples(names: Readonly<Record<string, string>>): void;
  /** Makes a folder of so many pictures of different content: samples with a few bytes behind their end. */
  addPictures(folder: string, count: number): void;
  /** Starts Classifold, with more arguments on its command line. */
  open(...args: readonly string[]): Promise<RunningApplication>;
  /** What `classifold search` finds in a catalog: absolute paths, in its order. */
  searchByCommandLine(catalog: string, query: string): Promise<readonly string[]>;
  /** The bytes of what `classifold export --csv` writes for a query. */
  exportByCommandLine(catalog: string, query: string): Promise<Buffer>;
  /** Kills every application that is still open, then removes the folder. */
  clear(): Promise<void>;
}

const commandLine = path.join(projectRoot, 'out', 'program', 'cli.cjs');
const SAMPLES = ['hens.webp', 'bison.webp', 'jaguar.webp', 'castle.webp', 'red-panda.webp'];
const run = promisify(execFile);

export function openDesk(): Desk {
  const folder = mkdtempSync(path.join(tmpdir(), 'classifold-desk-'));
  const opened = new Set<ElectronApplication>();
  const env = {
    HOME: path.join(folder, 'home'),
    XDG_CONFIG_HOME: path.join(folder, 'config'),
    XDG_DATA_HOME: path.join(folder, 'data'),
    XDG_CACHE_HOME: path.join(folder, 'cache'),
  };
  const addSamples = (names: Readonly<Record<string, string>>): void => {
    for (const [target, sample] of Object.entries(names)) {
      const to = path.join(folder, target);
      mkdirSync(path.dirname(to), { recursive: true });
      copyFileSync(path.join(samples, sample), to);
    }
  };
  return {
    path: (...parts) => path.join(folder, ...parts),
    addSamples,
    addPictures: (name, count) => {
      for (let index = 0; index < count; index++) {
        const target = path.join(name, `picture ${index}.webp`);
        addSamples({ [target]: SAMPLES[index % SAMPLES.length]! });
        appendFileSync(path.join(folder, target), `copy ${index}`);
      }
    },
    open: async (...args) => {
      const userData = path.join(folder, 'application');
      const electron = await launchElectron({ application: projectRoot, userData, args, env });
      opened.add(electron);
      electron.once('close', () => opened.delete(electron));
      const page = await electron.firstWindow();
      const start = await page.evaluate(() => window.classifold.request('start', {}));
      if (!start.ok) throw new Error(start.message);
      return { electron, window: classifoldWindow(page), catalog: start.value.catalog };
    },
    searchByCommandLine: async (catalog, query) => {
      const { stdout } = await run(process.execPath, [commandLine, 'search', query, '--json', '--catalog', catalog], {
        env: { ...process.env, ...env },
      });
      return jsonLines(stdout).map((line) => line['path'] as string);
    },
    exportByCommandLine: async (catalog, query) => {
      const file = path.join(folder, 'by command line.csv');
      await run(process.execPath, [commandLine, 'export', '--csv', file, query, '--catalog', catalog], {
        env: { ...process.env, ...env },
      });
      return readFileSync(file);
    },
    clear: async () => {
      // A test that ended halfway may have left a dialog open, which holds up a polite end.
      const gone = [...opened].map(async (electron) => {
        const closed = electron.waitForEvent('close');
        electron.process().kill('SIGKILL');
        await closed;
      });
      await Promise.all(gone);
      // Its workers end themselves, and may still be at a file.
      rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
    },
  };
}

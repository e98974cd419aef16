import { _electron, type ElectronApplication } from 'playwright-core';
import { inject } from 'vitest';
import { electronProgram } from './runtime/place.ts';

export interface Launch {
  /** What Electron starts: a folder with a package.json, or a file. */
  readonly application: string;
  /** Its data: settings, catalog, cache. A new folder for each test. */
  readonly userData: string;
  readonly args?: readonly string[];
  /** In place of what this process has. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts an application in the real Electron of the tests, on the display of this run. Close it. */
export async function launchElectron({ application, userData, args = [], env }: Launch): Promise<ElectronApplication> {
  return await _electron.launch({
    executablePath: electronProgram(),
    args: [...sandboxSwitches(), `--user-data-dir=${userData}`, application, ...args],
    env: { ...definedEnvironment(), DISPLAY: inject('display'), ...env },
  });
}

/** Chromium's own sandbox refuses to run as root, the only user of most containers. */
function sandboxSwitches(): readonly string[] {
  return process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

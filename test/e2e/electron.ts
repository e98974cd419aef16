import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { promisify } from 'node:util';
import { _electron, type ElectronApplication } from 'playwright-core';
import { STARTED_WITHIN_MS } from './patience.ts';
import { electronProgram } from './runtime/place.ts';

export interface Launch {
  /** What Electron starts: a folder with a package.json, or a file. */
  readonly application: string;
  /** Its data: settings, catalog, cache. A new folder for each test. */
  readonly userData: string;
  readonly args?: readonly string[];
  /** The X display that its window opens on. */
  readonly display: string;
  /** In place of what this process has. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts an application in the real Electron of the tests. Close it. */
export async function launchElectron(launch: Launch): Promise<ElectronApplication> {
  return await _electron.launch({
    executablePath: electronProgram(),
    args: argumentsOf(launch),
    env: environmentOf(launch),
    timeout: STARTED_WITHIN_MS,
  });
}

/** Starts an application that ends by itself, and waits for that. Rejects where it does not end well. */
export async function runElectron(launch: Launch): Promise<void> {
  await promisify(execFile)(electronProgram(), argumentsOf(launch), { env: environmentOf(launch) });
}

/** Starts an application that nobody drives or records, but for what these switches open. */
export function spawnElectron(launch: Launch, ...switches: readonly string[]): ChildProcess {
  const args = [...switches, ...argumentsOf(launch)];
  return spawn(electronProgram(), args, { env: environmentOf(launch), stdio: 'ignore' });
}

function argumentsOf({ application, userData, args = [] }: Launch): string[] {
  return [...sandboxSwitches(), `--user-data-dir=${userData}`, application, ...args];
}

function environmentOf({ env, display }: Launch): Record<string, string> {
  return { ...definedEnvironment(), DISPLAY: display, ...env };
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

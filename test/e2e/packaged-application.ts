import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { chromium, type Page } from 'playwright-core';
import { vi } from 'vitest';
import { projectRoot } from '../cli/classifold.ts';
import { watchScene, type FailureScene } from './failure-scene.ts';
import { ownDisplay } from './own-display.ts';
import { SHOWN_WITHIN_MS, STARTED_WITHIN_MS } from './patience.ts';

const run = promisify(execFile);

/** Of this worker of Vitest: two that make it would take it from each other. */
const output = path.join(projectRoot, 'out', 'test', `packaged-${process.env['VITEST_POOL_ID']}`);

/** The packaged application: what a person would install. */
export const packaged = path.join(output, 'linux-unpacked');

/** All that the package is made of and by. */
const SOURCES = [
  'LICENSE',
  'THIRD-PARTY-NOTICES.md',
  'assets',
  'electron-builder.yml',
  'main/packaging',
  'out/app',
  'out/program',
  'package-lock.json',
  'package.json',
  'test/e2e/runtime',
];

/**
 * Packages the application by the command that a person types, with the Electron of these tests, unless it was made of
 * the very same files before. Answers what the command printed.
 */
export async function makePackage(): Promise<string> {
  const stamp = path.join(output, 'made-of');
  const printed = path.join(output, 'printed');
  const digest = digestOf(SOURCES.map((source) => path.join(projectRoot, source)));
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return readFileSync(printed, 'utf8');
  rmSync(output, { recursive: true, force: true });
  const script = path.join(projectRoot, 'main', 'packaging', 'package.js');
  const args = ['--electron', 'test', '--linux', 'dir', `-c.directories.output=${output}`];
  const { stdout } = await run(process.execPath, [script, ...args]);
  writeFileSync(printed, stdout);
  writeFileSync(stamp, digest);
  return stdout;
}

/** Of names and bytes of all files; bundles without their maps, which are not packaged and name no other content. */
function digestOf(places: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of places.flatMap(filesIn).filter((name) => !name.endsWith('.map') && !name.endsWith('/built'))) {
    const bytes = readFileSync(file);
    hash.update(`${path.relative(projectRoot, file)} ${bytes.length}\n`).update(bytes);
  }
  return hash.digest('hex');
}

/** Absolute, sorted. */
export function filesIn(place: string): readonly string[] {
  if (!statSync(place).isDirectory()) return [place];
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

/** A packaged application under way. */
export interface RunningPackage {
  readonly page: Page;
  /** Resolves with its exit status when it has ended. */
  readonly ended: Promise<number | null>;
}

export interface PackageLaunch {
  readonly args?: readonly string[];
  /** Its folder: data, home, caches. */
  readonly folder: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts it as a person does, but for a port by which its page can be driven: the fuses leave no other way in. */
export async function startPackage(launch: PackageLaunch): Promise<RunningPackage> {
  const { child, ended } = spawnPackage({ ...launch, args: ['--remote-debugging-port=0', ...(launch.args ?? [])] });
  const address = await debuggingAddress(child);
  await vi.waitFor(() => hasPage(address), { timeout: STARTED_WITHIN_MS });
  // Electron has no downloads, fonts or media for Playwright to set.
  const browser = await chromium.connectOverCDP(address, { noDefaults: true, timeout: STARTED_WITHIN_MS });
  const page = browser.contexts()[0]?.pages()[0];
  if (page === undefined) throw new Error('The packaged application has no window');
  page.setDefaultTimeout(SHOWN_WITHIN_MS);
  scenes.push(watchScene(child.stderr, page));
  return { page, ended };
}

/** Starts it a second time: it hands over and ends. Resolves with its exit status. */
export async function startAgain(launch: PackageLaunch): Promise<number | null> {
  return await spawnPackage(launch).ended;
}

/** Those that a test which ended halfway left, with their ends. */
const running = new Map<ChildProcess, Promise<unknown>>();
/** Of those that the test under way started. */
const scenes: FailureScene[] = [];

/** Kills every packaged application that is still there, and tells what their windows showed where the test failed. */
export async function killPackages(): Promise<void> {
  for (const scene of scenes.splice(0)) await scene.tellIfFailed();
  for (const child of running.keys()) child.kill('SIGKILL');
  await Promise.all(running.values());
}

function spawnPackage({ args = [], folder, env = {} }: PackageLaunch) {
  // Chromium's own sandbox refuses to run as root, the only user of most containers.
  const switches = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(
    path.join(packaged, 'classifold'),
    [...switches, `--user-data-dir=${path.join(folder, 'application')}`, ...args],
    {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: {
        ...process.env,
        DISPLAY: ownDisplay(),
        HOME: path.join(folder, 'home'),
        XDG_CONFIG_HOME: path.join(folder, 'config'),
        XDG_DATA_HOME: path.join(folder, 'data'),
        XDG_CACHE_HOME: path.join(folder, 'cache'),
        ...env,
      },
    },
  );
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', (status) => {
      running.delete(child);
      resolve(status);
    });
  });
  running.set(child, ended);
  return { child, ended };
}

/** Chromium says it on standard error once it listens. */
async function debuggingAddress({ stderr }: ReturnType<typeof spawnPackage>['child']): Promise<string> {
  let said = '';
  return await new Promise((resolve, reject) => {
    stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const address = /DevTools listening on (\S+)/.exec(said)?.[1];
      if (address !== undefined) resolve(address);
    });
    stderr.once('close', () => {
      reject(new Error(`The packaged application ended before it could be driven:\n${said}`));
    });
  });
}

/** Electron does not let Playwright in before there is a window. */
async function hasPage(address: string): Promise<void> {
  const listed = await fetch(new URL('/json/list', address.replace(/^ws/, 'http')));
  const targets = (await listed.json()) as readonly { readonly type: string }[];
  if (!targets.some(({ type }) => type === 'page')) throw new Error('The packaged application has no window yet');
}

/** Every file in the archive of the packaged application, from its root: `/out/app/main.cjs`. */
export async function archivedFiles(): Promise<readonly string[]> {
  const { stdout } = await runTool('@electron/asar/bin/asar.js', [
    'list',
    path.join(packaged, 'resources', 'app.asar'),
  ]);
  return stdout.trim().split('\n');
}

/** Electron's fuses in the packaged program: their names, and whether each is on. */
export async function readFuses(): Promise<ReadonlyMap<string, string>> {
  const { stdout } = await runTool('@electron/fuses/dist/bin.js', ['read', '--app', path.join(packaged, 'classifold')]);
  return new Map([...stdout.matchAll(/(\w+) is (\w+)/g)].map(([, fuse, state]) => [fuse ?? '', state ?? '']));
}

/** A program of a package that electron-builder brings. */
async function runTool(bin: string, args: readonly string[]) {
  return await run(process.execPath, [path.join(projectRoot, 'node_modules', bin), ...args], {
    env: { ...process.env, FORCE_COLOR: '0' },
  });
}

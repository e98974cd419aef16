import { spawn, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { TERMINAL } from '../terminals.js';

export const projectRoot = path.resolve(import.meta.dirname, '..', '..');
export const samples = path.join(projectRoot, 'assets', 'samples');
const program = path.join(projectRoot, 'out', 'program', 'cli.cjs');
const launcher = path.join(projectRoot, 'main', 'cli', 'start.js');

export interface Ended {
  readonly status: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command line under way: the program that ships, in a process of its own. */
export interface Running {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** Root may read everything: what a person may not is tested as a person without rights. */
export const NOBODY = 65_534;

/** A folder for one test: pictures, catalog and cache live in it, and go with it. */
export interface Bench {
  readonly folder: string;
  readonly catalog: string;
  start(...args: readonly string[]): Running;
  /** The same by `sh`, with these arguments before the program. */
  startIn(shell: readonly string[], ...args: readonly string[]): Running;
  /** The same in a terminal of its own: what comes by standard input are keys, and where that ends, the terminal closes. */
  startInTerminal(...args: readonly string[]): Running;
  run(...args: readonly string[]): Promise<Ended>;
  /** Copies samples, renamed, to a folder below; answers their paths. */
  addSamples(names: Readonly<Record<string, string>>): void;
  path(...parts: readonly string[]): string;
  remove(): void;
}

/**
 * Opens a bench. `--catalog` is added to every command, and the person's own folders lie in the bench.
 * `unprivileged`: where the tests run as root, the program does not. `launched`: it is started by its start script, and
 * both are a group of processes of their own.
 */
export function openBench({ unprivileged = false, launched = false } = {}): Bench {
  const folder = mkdtempSync(path.join(tmpdir(), 'classifold-'));
  const person = unprivileged && process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  if (unprivileged) chmodSync(folder, 0o777);
  const catalog = path.join(folder, 'catalog', 'c.sqlite');
  const start = (starter: readonly string[], args: readonly string[], input: 'ignore' | 'pipe' = 'ignore'): Running => {
    const [file, ...before] = [...starter, process.execPath, launched ? launcher : program];
    const child = spawn(file, [...before, ...args, '--catalog', catalog], {
      stdio: [input, 'pipe', 'pipe'],
      cwd: folder,
      detached: launched,
      env: {
        ...process.env,
        HOME: path.join(folder, 'home'),
        XDG_CACHE_HOME: unprivileged ? path.join(folder, 'cache') : sharedCache,
        XDG_DATA_HOME: folder,
      },
      ...person,
    });
    let stdout = '';
    let stderr = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const ended = new Promise<Ended>((resolve) => {
      child.on('close', (status, signal) => {
        resolve({ status, signal, stdout, stderr });
      });
    });
    return { process: child, ended };
  };
  return {
    folder,
    catalog,
    start: (...args) => start([], args),
    startIn: (shell, ...args) => start(shell.length > 0 ? ['sh', ...shell] : [], args),
    startInTerminal: (...args) => start(TERMINAL, args, 'pipe'),
    run: (...args) => start([], args).ended,
    addSamples: (names) => {
      for (const [target, sample] of Object.entries(names)) {
        const to = path.join(folder, target);
        mkdirSync(path.dirname(to), { recursive: true });
        copyFileSync(path.join(samples, sample), to);
      }
    },
    path: (...parts) => path.join(folder, ...parts),
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

// Graph files are the same for every test: made once.
const sharedCache = path.join(projectRoot, 'out', 'test-cache');

/** Resolves when a stream has said this. */
export function said(running: Running, stream: 'stdout' | 'stderr', text: RegExp): Promise<void> {
  let all = '';
  return new Promise((resolve) => {
    running.process[stream]?.on('data', (more: string) => {
      all += more;
      if (text.test(all)) resolve();
    });
  });
}

/** The objects of `--json` output. */
export function jsonLines(stdout: string): readonly Record<string, unknown>[] {
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** What an undisturbed and a disturbed run must agree on. */
export function resultRows(catalog: string): readonly unknown[] {
  const db = new Database(catalog, { readonly: true });
  try {
    return db
      .prepare(
        `SELECT pictures.path, hex(pictures.digest) AS digest, pictures.state, models.digest AS model, rank, class, score,
                failures.kind AS failure
           FROM pictures
           LEFT JOIN predictions ON predictions.picture = pictures.id
           LEFT JOIN models ON models.id = predictions.model
           LEFT JOIN failures ON failures.picture = pictures.id
          ORDER BY pictures.path, pictures.state, rank`,
      )
      .all();
  } finally {
    db.close();
  }
}

/** How many rows a table of the catalog has: none where the program was killed before it made the table. */
export function countRows(catalog: string, table: 'classifications' | 'marks'): number {
  if (!existsSync(catalog)) return 0;
  const db = new Database(catalog, { readonly: true });
  try {
    const isThere = db.prepare('SELECT 1 FROM sqlite_master WHERE name = ?').get(table) !== undefined;
    return isThere ? (db.prepare(`SELECT count(*) FROM ${table}`).pluck().get() as number) : 0;
  } finally {
    db.close();
  }
}

/** Bytes and mtimes of every file below a folder: what must never change. */
export function fingerprint(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
    .map((file) => `${file} ${statSync(file, { bigint: true }).mtimeNs} ${readFileSync(file).toString('base64')}`);
}

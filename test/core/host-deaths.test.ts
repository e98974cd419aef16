import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, describe, it } from 'vitest';
import { openBench, projectRoot, type Bench } from '../cli/classifold.ts';

let bench: Bench;
let host: ChildProcess | null = null;
beforeEach(() => {
  bench = openBench();
});
afterEach(() => {
  host?.kill('SIGKILL');
  bench.remove();
});

function startHost(): { readonly child: ChildProcess; readonly ended: Promise<string> } {
  const program = path.join(projectRoot, 'out', 'test', 'hazard-host.cjs');
  const child = spawn(process.execPath, [program, bench.catalog, bench.path('pictures')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  host = child;
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  const ended = new Promise<string>((resolve) => {
    child.on('close', () => {
      resolve(stdout);
    });
  });
  return { child, ended };
}

function ask(sql: string): number {
  if (!existsSync(bench.catalog)) return 0;
  const db = new Database(bench.catalog, { readonly: true });
  try {
    return db.prepare(sql).pluck().get() as number;
  } catch {
    // The host has not made its tables yet.
    return 0;
  } finally {
    db.close();
  }
}

/** Lets the host run until the catalog answers other than 0, then kills it. */
async function dieWhen(sql: string): Promise<void> {
  const { child, ended } = startHost();
  while (ask(sql) === 0) {
    if (child.exitCode !== null) throw new Error(`the host ended by itself: ${await ended}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  child.kill('SIGKILL');
  await ended;
}

const HAZARD_IN_FLIGHT = `
  SELECT count(*) FROM marks JOIN pictures ON pictures.id = picture
   WHERE name LIKE 'hazard%' AND (SELECT count(*) FROM marks) = 1 AND (SELECT count(*) FROM classifications) = 3`;
/** The program has counted the deaths before it, and has itself given the picture to a worker, alone. */
const aloneAfter = (deaths: number): string =>
  `SELECT count(*) FROM marks WHERE inherited = 0 AND alone = 1 AND handed = 1 AND lone_deaths = ${deaths}`;

describe('a picture with which the program itself dies', () => {
  it('is quarantined after three deaths in a row, alone and handed, and nothing less', async () => {
    bench.addSamples({
      'pictures/a.png': 'cat.png',
      'pictures/b.webp': 'hens.webp',
      'pictures/c.webp': 'bison.webp',
      'pictures/hazard-hang.webp': 'jaguar.webp',
    });
    // With others in the same run: it is suspect, and that counts nothing.
    await dieWhen(HAZARD_IN_FLIGHT);
    for (let death = 1; death <= 3; death++) {
      await dieWhen(aloneAfter(death - 1));
      expect(ask('SELECT count(*) FROM failures')).toBe(0);
    }
    const counts = JSON.parse(await startHost().ended) as Record<string, number>;
    expect(counts).toMatchObject({ found: 4, unchanged: 3, failed: 1, left: 0 });
    expect(ask("SELECT count(*) FROM failures WHERE kind = 'worker-crashed'")).toBe(1);
    expect(ask('SELECT count(*) FROM marks')).toBe(0);
  });
});

import { build } from 'esbuild';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { ElectronApplication } from 'playwright-core';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ownDisplay } from './own-display.ts';
import { launchElectron } from './electron.ts';
import type { Hazard } from './last-words/hazard.ts';
import type { Heard } from './last-words/main.ts';

// The rule of guilt rests on it: what a worker announced is heard, whatever it does next and whatever keeps the
// application busy.

const outdir = path.resolve(import.meta.dirname, '../../out/test/last-words');
beforeAll(async () => {
  await build({
    absWorkingDir: path.join(import.meta.dirname, 'last-words'),
    entryPoints: ['main.ts', 'child.ts'],
    outdir,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node16',
    external: ['electron'],
  });
});

let folder: string;
let application: ElectronApplication;
beforeEach(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'classifold-words-'));
  application = await launchElectron({
    application: path.join(outdir, 'main.cjs'),
    userData: path.join(folder, 'data'),
    display: ownDisplay(),
  });
});
afterEach(async () => {
  await application.close();
  rmSync(folder, { recursive: true, force: true });
});

function hear(hazard: Hazard, busyFrom: 'start' | 'first word', busyMs?: number): Promise<Heard> {
  return application.evaluate(
    async (_electron, [wanted, from, ms]) => {
      const host = globalThis as unknown as { hear(hazard: Hazard, busyFrom: string, busyMs?: number): Promise<Heard> };
      return await host.hear(wanted, from, ms);
    },
    [hazard, busyFrom, busyMs] as const,
  );
}

const numbers = (count: number): readonly number[] => Array.from({ length: count + 1 }, (_, index) => index);

describe('the words of a utility process that dies while the main process is busy', () => {
  it.each([
    ['SIGSEGV', { code: null, signal: 'SIGSEGV' }],
    ['SIGKILL', { code: null, signal: 'SIGKILL' }],
    ['SIGABRT', { code: null, signal: 'SIGABRT' }],
    ['exit 7', { code: 7, signal: null }],
    ['finish', { code: 0, signal: null }],
  ] as const)('are all heard, in order, before its end: %s', async (end, ended) => {
    for (const busyFrom of ['start', 'first word'] as const) {
      const heard = await hear({ words: 100, letters: 0, isPatient: false, end }, busyFrom);
      expect(heard.words.map(({ word }) => word)).toEqual(numbers(100));
      expect(heard.afterwards).toBe(0);
      expect(heard.end).toMatchObject(ended);
    }
  });

  it('are out of its hands at once: it need not wait until they are read', async () => {
    const busyMs = 10_000;
    const { words } = await hear({ words: 100, letters: 0, isPatient: true, end: 'SIGSEGV' }, 'first word', busyMs);
    expect(words).toHaveLength(101);
    expect(words.at(-1)?.at).toBeLessThan(busyMs - 2_000);
  });

  it('are held back where the system has no room for more, and none of these is lost either', async () => {
    const { words } = await hear({ words: 5_000, letters: 0, isPatient: true, end: 'SIGKILL' }, 'first word');
    expect(words.map(({ word }) => word)).toEqual(numbers(5_000));
  });
});

describe('a utility process that says much', () => {
  // With V8's serialization it was dead by then (docs/decisions/0019).
  it('lives', async () => {
    const { words, end } = await hear({ words: 4_000, letters: 40_000, isPatient: true, end: 'finish' }, 'first word');
    expect(end).toMatchObject({ code: 0, signal: null });
    expect(words).toHaveLength(4_001);
  });
});

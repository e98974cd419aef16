import { appendFileSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { hasTerminals, leftOutWithoutTerminals } from '../terminals.js';
import { countRows, jsonLines, openBench, said, type Bench, type Ended, type Running } from './classifold.ts';

// More than one worker has in flight.
const PICTURES = 80;
const CLASSIFY = ['classify', 'many', '--workers', '1'];

let bench: Bench;
afterEach(() => {
  bench.remove();
});

/** A bench with pictures that have contents of their own: enough for a run to be met in the middle. */
function openFilledBench(options: Parameters<typeof openBench>[0] = {}): Bench {
  bench = openBench(options);
  for (let index = 0; index < PICTURES; index++) {
    bench.addSamples({ [`many/${index}.webp`]: 'hens.webp' });
    appendFileSync(bench.path(`many/${index}.webp`), `copy ${index}`);
  }
  return bench;
}

/** What a run has saved, and what it has in flight. */
function begun(): number {
  return countRows(bench.catalog, 'classifications') + countRows(bench.catalog, 'marks');
}

/** That a run was met in the middle, and that what it had begun by then was finished and saved. */
function expectFinished({ status }: Pick<Ended, 'status'>, atLeast: number): void {
  expect(status).toBe(130);
  expect(countRows(bench.catalog, 'marks')).toBe(0);
  expect(countRows(bench.catalog, 'classifications')).toBeGreaterThanOrEqual(atLeast);
  expect(countRows(bench.catalog, 'classifications')).toBeLessThan(PICTURES);
}

const FIRST_RESULT = /"status":"classified"/;

/** Waits until a run has said this; answers what it has begun by then. */
async function meet(running: Running, text = FIRST_RESULT): Promise<number> {
  await said(running, 'stdout', text);
  return begun();
}

const FINISHING = /Finishing what is in flight/;

describe.skipIf(!hasTerminals())('a run in a terminal', () => {
  it.each([
    ['lines are written', ['--json'], FIRST_RESULT],
    ['a bar is drawn', [], /[1-9]\d* of/],
  ] as const)(
    'finishes what is in flight and saves it where the terminal is closed while %s',
    async (_, options, met) => {
      const running = openFilledBench().startInTerminal(...CLASSIFY, ...options);
      const atLeast = await meet(running, met);
      running.process.stdin?.end();
      expectFinished(await running.ended, atLeast);
    },
  );

  it('does so by the start script, which ends as it does', async () => {
    const running = openFilledBench({ launched: true }).startInTerminal(...CLASSIFY, '--json');
    const atLeast = await meet(running);
    running.process.stdin?.end();
    expectFinished(await running.ended, atLeast);
  });

  it('hears one Ctrl-C as one, though the start script has it too', async () => {
    const running = openFilledBench({ launched: true }).startInTerminal(...CLASSIFY, '--json');
    const atLeast = await meet(running);
    running.process.stdin?.write('\u0003');
    expectFinished(await running.ended, atLeast);
  });
});

describe.skipIf(process.platform === 'win32')('a run that is asked to end', () => {
  it.each(['SIGHUP', 'SIGTERM'] as const)(
    'takes %s that it and its start script were sent for one request',
    async (signal) => {
      const running = openFilledBench({ launched: true }).start(...CLASSIFY, '--json');
      const atLeast = await meet(running);
      process.kill(-running.process.pid!, signal);
      expectFinished(await running.ended, atLeast);
    },
  );

  it('finishes however often the terminal closes and the system asks', async () => {
    const running = openFilledBench().start(...CLASSIFY, '--json');
    await said(running, 'stdout', FIRST_RESULT);
    running.process.kill('SIGHUP');
    await said(running, 'stderr', FINISHING);
    const atLeast = begun();
    running.process.kill('SIGHUP');
    running.process.kill('SIGTERM');
    expectFinished(await running.ended, atLeast);
  });

  it('finishes though the Ctrl-C ended whoever read its results', async () => {
    const reader = 'read line; kill -INT $(cat program)';
    const pipeline = `{ sh -c 'echo $$ > program; exec "$@"' sh "$@"; echo "status $?" >&2; } | { ${reader}; }`;
    const running = openFilledBench().startIn(['-c', pipeline, 'sh'], ...CLASSIFY, '--json');
    const { stderr } = await running.ended;
    expectFinished({ status: Number(/status (\d+)\n$/.exec(stderr)?.[1]) }, 1);
  });

  it('ends in silence where its reader has read enough, and was asked nothing', async () => {
    const pipeline = '{ "$@"; echo "status $?" >&2; } | head -n 1';
    const running = openFilledBench().startIn(['-c', pipeline, 'sh'], ...CLASSIFY, '--json');
    const { stdout, stderr } = await running.ended;
    expect(stdout.trim().split('\n')).toHaveLength(1);
    expect(stderr).toBe('status 0\n');
  });

  it('goes on where nobody hears what it says', async () => {
    bench = openBench();
    bench.addSamples({ 'a/x.png': 'cat.png' });
    const pipeline = '{ "$@" > results; echo $? > status; } 2>&1 | true';
    await bench.startIn(['-c', pipeline, 'sh'], 'classify', 'a', 'nowhere', '--json').ended;
    expect(readFileSync(bench.path('status'), 'utf8')).toBe('3\n');
    expect(jsonLines(readFileSync(bench.path('results'), 'utf8')).at(-1)).toMatchObject({ summary: { classified: 1 } });
  });
});

describe('tests for which a machine opens no terminal', () => {
  it('are left out with a line; on Linux that has failed in CI', () => {
    const lines = [expect.stringMatching(/^Left out: .*terminal.*python3/)];
    expect(leftOutWithoutTerminals(true, { platform: 'linux', isCi: true })).toEqual({ lines: [], failed: 0 });
    expect(leftOutWithoutTerminals(false, { platform: 'linux', isCi: true })).toEqual({ lines, failed: 1 });
    expect(leftOutWithoutTerminals(false, { platform: 'linux', isCi: false })).toEqual({ lines, failed: 0 });
    expect(leftOutWithoutTerminals(false, { platform: 'win32', isCi: true }).failed).toBe(0);
  });
});

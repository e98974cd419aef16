import { appendFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countRows, fingerprint, jsonLines, openBench, resultRows, type Bench, type Running } from './classifold.ts';

// Sources that no test has run before: contents differ by a few bytes behind the picture's end.
const PICTURES = 60;
const MOMENTS = 10;
// Before the first result, by the clock; the others after so many results: a busy machine changes none of these.
const EARLY_MOMENTS = 3;
const SAMPLES = ['hens.webp', 'bison.webp', 'jaguar.webp', 'castle.webp', 'koala.jpg', 'espresso.jpg'];

function fill(bench: Bench): void {
  for (let index = 0; index < PICTURES; index++) {
    const sample = SAMPLES[index % SAMPLES.length]!;
    const name = `pictures/${String(index % 7)}/${index}.${sample.split('.')[1]!}`;
    bench.addSamples({ [name]: sample });
    appendFileSync(bench.path(name), `copy ${index}`);
  }
  // Its own result is the same whether it is classified or reused, whoever comes first.
  bench.addSamples({
    'pictures/equal-1.png': 'cat.png',
    'pictures/equal-2.png': 'cat.png',
    'pictures/notes.jpg': 'README.md',
  });
}

/** A fraction of 0…1 for each number, the same on every machine: a failing moment can be tried again. */
function fraction(n: number): number {
  const x = Math.sin(n * 12.9898) * 43758.5453;
  return x - Math.floor(x);
}

function afterLines(running: Running, lines: number, then: () => void): void {
  let left = lines;
  running.process.stdout?.on('data', (text: string) => {
    const before = left;
    left -= text.split('\n').length - 1;
    if (before > 0 && left <= 0) then();
  });
}

describe('a program that is killed (SIGKILL) and started again', () => {
  let undisturbed: Bench;
  let rows: readonly unknown[];
  let firstResultMs: number;
  /** Moments that met a run with some results and not all. */
  let interrupted = 0;

  beforeAll(async () => {
    undisturbed = openBench();
    fill(undisturbed);
    // The first run of all writes the graph file; the second is measured.
    await undisturbed.run('classify', 'pictures/0');
    const fresh = openBench();
    fill(fresh);
    const startedAt = performance.now();
    const running = fresh.start('classify', 'pictures', '--json');
    running.process.stdout?.once('data', () => {
      firstResultMs = performance.now() - startedAt;
    });
    await running.ended;
    fresh.remove();
    await undisturbed.run('classify', 'pictures', '--json');
    rows = resultRows(undisturbed.catalog);
  });
  afterAll(() => {
    undisturbed.remove();
  });

  it.each(Array.from({ length: MOMENTS }, (_, moment) => moment))(
    'goes on where it was and ends with the rows of an undisturbed run (moment %i)',
    async (moment) => {
      const bench = openBench();
      fill(bench);
      const before = fingerprint(bench.path('pictures'));
      const running = bench.start('classify', 'pictures', '--json');
      const kill = (): void => void running.process.kill('SIGKILL');
      let timer: NodeJS.Timeout | undefined;
      if (moment < EARLY_MOMENTS) timer = setTimeout(kill, fraction(moment + 1) * firstResultMs);
      else afterLines(running, 1 + Math.floor(fraction(moment + 1) * 0.5 * PICTURES), kill);
      const killed = await running.ended;
      clearTimeout(timer);

      // Asked of the catalog, not of the output: what a killed program had just printed may be lost in its pipe.
      const classified = countRows(bench.catalog, 'classifications');
      const inFlight = countRows(bench.catalog, 'marks');
      if (killed.signal === 'SIGKILL' && classified > 0 && classified < PICTURES + 2) interrupted += 1;
      // What was reported is in the catalog; what was in flight is bounded.
      const reported = killed.stdout.split('\n').filter((line) => /"status":"(classified|reused)".*}$/.test(line));
      expect(classified).toBeGreaterThanOrEqual(reported.length);
      expect(inFlight).toBeLessThanOrEqual(40);

      const again = await bench.run('classify', 'pictures', '--json');
      expect(again.status).toBe(3);
      const summary = jsonLines(again.stdout).at(-1)?.['summary'] as Record<string, number>;
      expect(summary['found']).toBe(PICTURES + 3);
      // Nothing that was in the catalog is done again.
      expect(summary['classified']! + summary['reused']!).toBe(PICTURES + 2 - classified);
      expect(resultRows(bench.catalog)).toEqual(rows);
      expect(countRows(bench.catalog, 'marks')).toBe(0);
      expect(fingerprint(bench.path('pictures'))).toEqual(before);
      bench.remove();
    },
  );

  it('was really killed in the middle', () => {
    expect(interrupted).toBeGreaterThanOrEqual(5);
  });
});

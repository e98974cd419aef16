import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepSpeed } from '../../main/core/kept-speeds.ts';
import { engineOrigin } from '../../main/core/engine-choice.ts';
import type { ModelComparison, ScaledNetwork } from '../../shared/model-comparison.ts';
import { wholeComparison } from '../charts/compared.ts';
import { readSvg } from '../charts/read-svg.ts';
import { openBench, said, type Bench } from './classifold.ts';

let bench: Bench;
beforeEach(() => {
  // With a cache folder of its own.
  bench = openBench({ unprivileged: true });
});
afterEach(() => {
  bench.remove();
});

/** As if all networks had been measured here before, with the plan of `--workers 1`. */
async function keepAll(): Promise<void> {
  const origin = engineOrigin('onnxruntime:cpu');
  const plan = { workers: 1, threads: origin.machine.cores, batch: 1 };
  for (const { variant, speed } of wholeComparison().variants) {
    if (speed.kind !== 'measured') throw new Error(`${variant} is ${speed.kind}`);
    expect(await keepSpeed(bench.path('cache', 'Classifold'), { ...origin, variant, plan }, speed)).toBeNull();
  }
}

describe('models compare', () => {
  it('answers from what is kept: a table, JSON, and a drawing with every network', async () => {
    await keepAll();
    const ended = await bench.run('models', 'compare', '--workers', '1', '--svg', bench.path('all.svg'));
    expect(ended.stderr).not.toContain('Measuring');
    expect(ended.status).toBe(0);
    const [where, headings, , ...rows] = ended.stdout.trimEnd().split('\n');
    expect(where).toMatch(/cores?, .+ GB · ONNX Runtime on the CPU \(1\.30\.0\) · measured on Nov 2[45], 2026/);
    expect(headings).toMatch(/Network +Pixels +Parameters +Multiply-adds +Top-1, % +Pictures\/s +Memory/);
    expect(rows).toHaveLength(13);
    expect(rows[0]).toMatch(/^B0 +224 +5\.3 M +0\.39 B +77\.1 +203 +540 MB/);
    const drawing = await readSvg(readFileSync(bench.path('all.svg'), 'utf8'));
    expect(drawing.points).toEqual([8, 5]);
    expect(drawing.texts[0]).not.toBe('');
    expect(drawing.description).toContain('B7: 84.3 %, 3.1 pictures per second, 2.9 GB');

    const json = await bench.run('models', 'compare', 'B7', 'lite0', '--workers', '1', '--json');
    const { variants } = JSON.parse(json.stdout) as ModelComparison;
    expect(variants.map(({ variant, speed }) => [variant, speed.kind])).toEqual([
      ['b7', 'measured'],
      ['lite0', 'measured'],
    ]);
  });

  it('measures what is not known yet', async () => {
    const ended = await bench.run('models', 'compare', 'lite0');
    expect(ended.stderr).toContain('Measuring Lite0 (1 of 1)');
    expect(ended.status).toBe(0);
    expect(ended.stdout).toMatch(/^Lite0 +224 .+ MB/m);
  });

  it('says what does not fit, and that there is nothing to draw', async () => {
    const svg = bench.path('none.svg');
    const ended = await bench.run('models', 'compare', 'b7', '--memory', '0.7', '--svg', svg);
    expect(ended.status).toBe(1);
    expect(ended.stdout).toMatch(/^B7 .+does not fit +needs 1\.\d GB/m);
    expect(ended.stderr).not.toContain('Measuring');
    expect(ended.stderr).toContain('B7 does not fit: one worker needs about');
    expect(ended.stderr).toContain('nothing to draw');
  });

  it('draws over no picture, before it measures anything, and into no folder that is missing', async () => {
    mkdirSync(bench.path('photos'));
    writeFileSync(bench.path('photos', 'mine.png'), 'a picture');
    const over = await bench.run('models', 'compare', '--workers', '1', '--svg', bench.path('photos', 'mine.png'));
    expect([over.status, over.stdout]).toEqual([1, '']);
    expect(over.stderr).not.toContain('Measuring');
    expect(over.stderr).toContain('Choose a name that ends in .svg');
    expect(readFileSync(bench.path('photos', 'mine.png'), 'utf8')).toBe('a picture');
    const nowhere = await bench.run('models', 'scaling', '--svg', bench.path('no', 'folder.svg'));
    expect(nowhere.status).toBe(1);
    expect(nowhere.stderr).toContain('There is no folder');
  });

  it('ends as ever where nothing can be kept, and says so instead of what would be kept', async () => {
    mkdirSync(bench.path('cache'));
    writeFileSync(bench.path('cache', 'Classifold'), 'a file where the folder belongs');
    const running = bench.start('models', 'compare', 'lite0', 'b0');
    await said(running, 'stderr', /Measuring B0/);
    running.process.kill('SIGINT');
    const ended = await running.ended;
    expect(ended.status).toBe(130);
    expect(ended.stdout).toMatch(/^Lite0 +224 .+ MB/m);
    expect(ended.stderr).toContain(`What was measured cannot be kept in ${bench.path('cache', 'Classifold')}`);
    expect(ended.stderr).toMatch(/^Stopped\.$/m);

    bench.addSamples({ 'a/koala.jpg': 'koala.jpg', 'a/cat.png': 'cat.png' });
    const run = await bench.run('classify', bench.path('a'), '--workers', '2');
    expect(run.status).toBe(0);
    expect(run.stderr.match(/graph cannot be kept in/g)).toHaveLength(1);
  });

  it('ends with 2 for a network that is none', async () => {
    const ended = await bench.run('models', 'compare', 'b8');
    expect(ended.status).toBe(2);
    expect(ended.stderr).toContain('“b8” is none of b0, b1');
  });
});

it('models scaling shows how B0 to B7 grow, and draws over its own drawing', async () => {
  const svg = bench.path('scaling.svg');
  const ended = await bench.run('models', 'scaling', '--svg', svg);
  expect(ended.status).toBe(0);
  expect(ended.stdout).toMatch(/^B7 +2\.0 +3\.1 +600 +66\.3 M +37\.75 B +86 MB/m);
  expect(ended.stdout).toMatch(/^7 +MBConv6, k5×5 +192 × 4 .+384 × 13/m);
  expect((await readSvg(readFileSync(svg, 'utf8'))).texts).toContain('640 × 4');
  const before = statSync(svg).ino;
  const json = await bench.run('models', 'scaling', '--json', '--svg', svg);
  expect(statSync(svg).ino).not.toBe(before);
  expect((JSON.parse(json.stdout) as readonly ScaledNetwork[]).map(({ variant }) => variant)).toHaveLength(8);
});

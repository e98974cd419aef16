import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasTensorflow } from '../engine/tensorflow-here.ts';
import { fingerprint, jsonLines, openBench, samples, type Bench, type Ended } from './classifold.ts';

let bench: Bench;
beforeEach(() => {
  bench = openBench();
});
afterEach(() => {
  bench.remove();
});

interface Line {
  readonly path: string;
  readonly predictions: readonly { readonly index: number; readonly score: number }[];
}

/** The best class of each picture and its score, by path. */
function best({ stdout }: Ended): ReadonlyMap<string, { readonly index: number; readonly score: number }> {
  const lines = jsonLines(stdout).filter((line) => 'path' in line) as unknown as Line[];
  return new Map(lines.map(({ path, predictions }) => [path, predictions[0] ?? { index: -1, score: NaN }]));
}

describe.skipIf(!hasTensorflow)('classifold classify --engine tensorflow', () => {
  it('sees in every sample what ONNX Runtime sees', async () => {
    const before = fingerprint(samples);
    const tensorflow = await bench.run('classify', '--json', '--engine', 'tensorflow', samples);
    expect([tensorflow.status, tensorflow.stderr]).toEqual([0, '']);
    expect(jsonLines(tensorflow.stdout).at(-1)?.['summary']).toMatchObject({ classified: 15, engine: 'tensorflow' });
    const other = openBench();
    const onnxruntime = await other.run('classify', '--json', '--engine', 'onnxruntime:cpu', samples);
    other.remove();
    const [seen, expected] = [best(tensorflow), best(onnxruntime)];
    expect(seen.size).toBe(15);
    for (const [path, { index, score }] of expected) {
      expect([path, seen.get(path)?.index]).toEqual([path, index]);
      expect(seen.get(path)?.score).toBeCloseTo(score, 4);
    }
    expect(fingerprint(samples)).toEqual(before);
  });
});

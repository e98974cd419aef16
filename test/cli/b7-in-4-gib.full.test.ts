import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeVariantModel } from '../bench/variant-models.ts';
import { hasTensorflow } from '../engine/tensorflow-here.ts';
import { jsonLines, openBench, samples, type Bench } from './classifold.ts';
import { openMemoryCgroup } from './memory-cgroup.ts';

const GIB = 2 ** 30;
const group = openMemoryCgroup(4 * GIB);

describe.skipIf(group === null)('EfficientNet-B7 in a control group with 4 GiB', { timeout: 300_000 }, () => {
  let bench: Bench;
  const classify = (...options: readonly string[]) =>
    bench.startIn(group?.enter ?? [], 'classify', samples, '--json', '--model', 'formula-b7', ...options).ended;
  beforeAll(async () => {
    bench = openBench();
    await makeVariantModel('b7', bench.path('Classifold', 'models', 'formula-b7'));
  }, 300_000);
  afterAll(() => {
    bench.remove();
    group?.remove();
  });

  it.skipIf(!hasTensorflow)(
    'is refused before it begins where TensorFlow would need more, with what it needs',
    async () => {
      const ended = await classify('--engine', 'tensorflow');
      expect(ended.status).not.toBe(0);
      expect(ended.stdout).toBe('');
      expect(ended.stderr).toMatch(/needs about [\d.]+ GB of memory with TensorFlow; .*or another engine\./u);
      expect(group?.peakBytes()).toBeLessThan(GIB);
    },
  );

  it('classifies every sample as the plan says, and nothing runs out', async () => {
    const ended = await classify();
    expect([ended.status, ended.stderr]).toEqual([0, '']);
    const { summary } = jsonLines(ended.stdout).at(-1) as { readonly summary: object };
    expect(summary).toMatchObject({ classified: 15, failed: 0, left: 0, stopped: null, engine: 'onnxruntime:cpu' });
    expect(group?.oomKills()).toBe(0);
    // Less than one worker with this network takes: it would have been another one.
    expect(group?.peakBytes()).toBeGreaterThan(GIB);
  });
});

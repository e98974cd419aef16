import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jsonLines, openBench, resultRows, samples, type Bench } from './classifold.ts';
import { openMemoryCgroup } from './memory-cgroup.ts';

// The program takes about 150 MB, each of its workers as much: four do not fit, one does.
const BYTES = 420e6;
const group = openMemoryCgroup(BYTES);

describe.skipIf(group === null)('a run in a control group with too little memory for its workers', () => {
  let bench: Bench;
  beforeAll(() => {
    bench = openBench();
  });
  afterAll(() => {
    bench.remove();
    group?.remove();
  });

  it('goes on with fewer, says so once, and has the results of any other', async () => {
    // A person who knows better than the rule, which would have started one.
    const ended = await bench.startIn(
      group?.enter ?? [],
      'classify',
      samples,
      '--json',
      '--workers',
      '4',
      '--memory',
      '6',
    ).ended;
    expect(ended.status).toBe(0);
    const { summary } = jsonLines(ended.stdout).at(-1) as { summary: { failed: number; plan: { workers: number } } };
    expect(group?.oomKills()).toBeGreaterThan(0);
    expect(summary).toMatchObject({ classified: 15, failed: 0, left: 0, stopped: null });
    expect(summary.plan.workers).toBeLessThan(4);
    expect(ended.stderr.match(/Memory ran out/g)).toHaveLength(1);

    const other = openBench();
    try {
      expect((await other.run('classify', samples)).status).toBe(0);
      expect(resultRows(bench.catalog)).toEqual(resultRows(other.catalog));
    } finally {
      other.remove();
    }
  });
});

import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { jsonLines, openBench, type Bench } from './classifold.ts';

let bench: Bench;
beforeEach(async () => {
  bench = openBench();
  bench.addSamples({ 'a/cat.png': 'cat.png', 'a/copy.png': 'cat.png', 'a/hens.webp': 'hens.webp' });
  await bench.run('classify', 'a');
});
afterEach(() => {
  bench.remove();
});

const out = async (...args: readonly string[]): Promise<string> => (await bench.run(...args)).stdout;

describe('tags as a whole', () => {
  it('are listed, renamed, merged and deleted, and taken back one by one', async () => {
    await out('tag', 'pet', 'cat');
    await out('tag', 'farm', 'hen');
    expect(await out('tags')).toBe('farm\t1\npet\t2\n');
    expect(await out('tags', 'rename', 'PET', 'Animal')).toContain('is called “Animal” now');
    expect(await out('tags', 'merge', 'farm', 'animal')).toContain('1 picture');
    expect(await out('tags')).toBe('Animal\t3\n');
    expect(await out('tags', 'delete', 'animal')).toContain('2 distinct pictures');
    expect(await out('tags')).toBe('');
    for (const [said, tags] of [
      ['back on 2 distinct pictures', 'Animal\t3\n'],
      ['out of “Animal”', 'Animal\t2\nfarm\t1\n'],
      ['is called “pet” again', 'farm\t1\npet\t2\n'],
    ] as const) {
      expect(await out('undo')).toContain(said);
      expect(await out('tags')).toBe(tags);
    }
  });

  it('are refused where there is no such tag, or its new name is taken', async () => {
    await out('tag', 'pet', 'cat');
    await out('tag', 'farm', 'hen');
    expect(await bench.run('tags', 'rename', 'nothing', 'x')).toMatchObject({ status: 1, stdout: '' });
    expect((await bench.run('tags', 'rename', 'pet', 'FARM')).stderr).toContain('tags merge');
    expect((await bench.run('tags', 'merge', 'pet', 'nothing')).stderr).toContain('There is no tag nothing');
    expect((await bench.run('tags', 'delete', 'nothing')).status).toBe(1);
  });
});

describe('reviews', () => {
  it('are made, counted first, shown, exported and taken back', async () => {
    expect(await out('review', 'accept', 'cat', '--dry-run')).toBe('1 picture to accept\nNothing was changed.\n');
    expect(await out('review', 'reject', 'hen')).toContain('Rejected 1 picture.');
    expect(await out('search', 'hen')).toBe('');
    expect(await out('review', 'accept', '', '--score', '0.1')).toContain(
      'reviewed before, and left so: 0 accepted, 1 rejected, 0 corrected\nAccepted 1 picture.',
    );
    const found = jsonLines(await out('search', '--json', 'is:accepted'));
    expect(found.map(({ review }) => (review as { verdict: string }).verdict)).toEqual(['accepted', 'accepted']);

    await out('export', '--csv', 'x.csv');
    const rows = parse(readFileSync(bench.path('x.csv')), { columns: true }) as readonly Record<string, string>[];
    expect(rows.map(({ relative_path, review }) => [relative_path, review])).toEqual([
      ['cat.png', 'accepted'],
      ['copy.png', 'accepted'],
      ['hens.webp', 'rejected'],
    ]);

    expect(await out('undo')).toContain('accepted 1 picture');
    expect(await out('review', 'clear', 'is:rejected')).toContain('Withdrew reviews of 1 picture.');
    expect((await out('search', 'is:unreviewed')).trim().split('\n')).toHaveLength(3);
  });

  it.each([['-1'], ['1.5'], ['much']])('take no score of %s', async (score) => {
    expect(await bench.run('review', 'accept', 'cat', '--score', score)).toMatchObject({ status: 2, stdout: '' });
  });
});

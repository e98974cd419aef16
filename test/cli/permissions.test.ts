import { chmodSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { installSecondModel, SECOND_MODEL } from '../core/second-model.ts';
import { countRows, jsonLines, openBench, type Bench } from './classifold.ts';

let bench: Bench;
beforeEach(() => {
  bench = openBench({ unprivileged: true });
});
afterEach(() => {
  bench.remove();
});

function summaryOf(stdout: string): Record<string, unknown> {
  return jsonLines(stdout).at(-1)?.['summary'] as Record<string, unknown>;
}

describe('what a person may not read', () => {
  it('is said of a folder, whose pictures stay as they are in the catalog', async () => {
    bench.addSamples({ 'a/x.png': 'cat.png', 'a/locked/y.webp': 'hens.webp' });
    expect((await bench.run('classify', 'a', '--json')).status).toBe(0);
    chmodSync(bench.path('a/locked'), 0o000);
    const ended = await bench.run('classify', 'a', '--json');
    chmodSync(bench.path('a/locked'), 0o755);
    expect(ended.status).toBe(3);
    expect(ended.stderr).toContain(`${bench.path('a/locked')}: You have no permission to list this folder.`);
    expect(summaryOf(ended.stdout)).toMatchObject({ unreadableFolders: 1, unchanged: 1, vanished: 0 });
    const again = await bench.run('classify', 'a', '--json');
    expect(summaryOf(again.stdout)).toMatchObject({ unchanged: 2, classified: 0 });
  });

  it('is a failure of the picture, which its readable copy does not share', async () => {
    bench.addSamples({ 'a/1.png': 'cat.png', 'a/2.png': 'cat.png' });
    chmodSync(bench.path('a/1.png'), 0o000);
    const ended = await bench.run('classify', 'a', '--json');
    const pictures = jsonLines(ended.stdout).slice(0, -1);
    expect(ended.status).toBe(3);
    expect(pictures.map(({ path, status }) => `${String(path).slice(-5)} ${String(status)}`).sort()).toEqual([
      '1.png failed',
      '2.png classified',
    ]);
    expect((await bench.run('failures')).stdout).toContain('permission-denied');
    chmodSync(bench.path('a/1.png'), 0o644);
    const retried = await bench.run('failures', '--retry', '--json');
    expect(retried.status).toBe(0);
    expect(summaryOf(retried.stdout)).toMatchObject({ reused: 1, failed: 0 });
  });

  it('keeps a whole root that cannot be listed offline', async () => {
    bench.addSamples({ 'a/x.png': 'cat.png' });
    await bench.run('classify', 'a');
    chmodSync(bench.path('a'), 0o000);
    const ended = await bench.run('classify', 'a', '--json');
    chmodSync(bench.path('a'), 0o755);
    expect(ended.status).toBe(3);
    expect(summaryOf(ended.stdout)).toMatchObject({ offline: [bench.path('a')], vanished: 0 });
  });

  it('is said of a catalog in a folder that cannot be written', async () => {
    bench.addSamples({ 'a/x.png': 'cat.png' });
    chmodSync(bench.folder, 0o555);
    const ended = await bench.run('classify', 'a');
    chmodSync(bench.folder, 0o777);
    expect(ended).toMatchObject({ status: 1, stdout: '' });
    expect(ended.stderr).toContain('cannot be written');
  });

  it('is said of a model that cannot be removed, and it is chosen as before, with what it found', async () => {
    bench.addSamples({ 'a/x.png': 'cat.png' });
    const models = bench.path('Classifold', 'models');
    installSecondModel(models);
    expect((await bench.run('classify', 'a', '--model', SECOND_MODEL)).status).toBe(0);
    const chosen = async () => (await bench.run('models')).stdout;
    const before = await chosen();
    chmodSync(models, 0o555);
    const ended = await bench.run('models', 'remove', SECOND_MODEL, '--delete-predictions');
    chmodSync(models, 0o755);
    expect(ended).toMatchObject({ status: 1, stdout: '' });
    expect(ended.stderr).toContain('cannot be removed');
    expect(await chosen()).toBe(before);
    expect((await bench.run('search', '', '--json')).stdout).toContain('x.png');
    expect(countRows(bench.catalog, 'classifications')).toBeGreaterThan(0);
  });
});

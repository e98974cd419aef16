import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { checkpointTensors, TAUGHT, TAUGHT_LABELS, trainThreeClasses } from '../model/train-three-classes.ts';
import { writeTorchOld } from '../checkpoint/write-torch.ts';
import { hasTerminals } from '../terminals.js';
import { jsonLines, openBench, said, type Bench } from './classifold.ts';

let bench: Bench;
let checkpoint: string;
const MODELS = ['Classifold', 'models'];

beforeAll(async () => {
  bench = openBench();
  checkpoint = bench.path('three.pth');
  await writeTorchOld(checkpoint, checkpointTensors(await trainThreeClasses(), 'efficientnet-lite-pytorch'));
  writeFileSync(bench.path('labels.csv'), TAUGHT_LABELS);
  bench.addSamples(Object.fromEntries(TAUGHT.flat().map((file) => [`photos/${file}`, file])));
}, 60_000);
afterAll(() => {
  bench.remove();
});

/** What lies among the models, but for labels of those that were removed. */
const inModels = (): readonly string[] => readdirSync(bench.path(...MODELS)).filter((name) => name !== '.labels');

/** File names that a search finds. */
async function found(...query: readonly string[]): Promise<readonly string[]> {
  const { stdout } = await bench.run('search', '--json', '--model', 'our-three', ...query);
  return jsonLines(stdout)
    .map((line) => path.basename((line as { readonly path: string }).path))
    .sort();
}

describe('a model of one’s own on the command line', { timeout: 60_000 }, () => {
  it('is recognised, tried, and there', async () => {
    const imported = await bench.run('models', 'import', 'three.pth', '--labels', 'labels.csv', '--name', 'Our three');
    expect(imported.stderr).toContain(
      'Recognised: EfficientNet-Lite0, 3 classes, tensors named as in efficientnet-lite-pytorch.',
    );
    expect(imported.stderr).toContain("Labels: 3 classes, 2 of them in WordNet's groups.");
    expect(imported.stderr).toMatch(/Tried on koala\.jpg: furry beast [01]\.\d{3}; its logits are finite/);
    expect(imported.stdout).toBe(`Imported Our three as our-three: ${bench.path(...MODELS, 'our-three')}\n`);
    expect(imported.status).toBe(0);
    expect(inModels()).toEqual(['our-three']);
    expect((await bench.run('models')).stdout).toContain('  our-three: Our three, 3 classes, 224 px\n');
    expect((await bench.run('models', 'verify', 'our-three')).status).toBe(0);
  });

  it('classifies its pictures right', async () => {
    const run = await bench.run('classify', '--json', '--model', 'our-three', 'photos');
    expect(run.status).toBe(0);
    const names = ['old walls', 'our hens', 'furry beast'];
    const seen = jsonLines(run.stdout).flatMap((line) => {
      const { path: file, predictions } = line as {
        path?: string;
        predictions?: readonly { readonly label: string }[];
      };
      return file === undefined ? [] : [[path.basename(file), predictions?.[0]?.label] as const];
    });
    const taught = TAUGHT.flatMap((files, index) => files.map((file) => [file, names[index]] as const));
    expect(Object.fromEntries(seen)).toEqual(Object.fromEntries(taught));
  });

  it('is searched by its labels, and by the groups above those that have a synset', async () => {
    expect(await found('old walls')).toEqual([...(TAUGHT[0] ?? [])].sort());
    expect(await found('furry beasts')).toEqual([...(TAUGHT[2] ?? [])].sort());
    expect(await found('animal')).toEqual([...(TAUGHT[1] ?? []), ...(TAUGHT[2] ?? [])].sort());
  });

  it('is not imported twice', async () => {
    const again = await bench.run('models', 'import', 'three.pth', '--labels', 'labels.csv');
    expect(again.stderr).toContain('This model is there already, as our-three (Our three): nothing was changed.');
    expect(again.status).toBe(0);
    expect(inModels()).toEqual(['our-three']);
  });

  it('leaves nothing behind where it is refused', async () => {
    writeFileSync(bench.path('two.txt'), 'one\ntwo\n');
    const refused = await bench.run('models', 'import', 'three.pth', '--labels', 'two.txt', '--name', 'other');
    expect(refused).toMatchObject({ status: 1, stdout: '' });
    expect(refused.stderr).toContain('two.txt: names 2 classes where the model has 3.');
    expect(inModels()).toEqual(['our-three']);
  });

  it.skipIf(!hasTerminals()).each([
    ['Ctrl-C', '\u0003'],
    ['Ctrl-D', '\u0004'],
    ['neither yes nor no', '\r'],
  ])('stays, and its predictions too, where the question is answered by %s', async (_, keys) => {
    const running = bench.startInTerminal('models', 'remove', 'our-three');
    await said(running, 'stdout', /Delete them too\?.*nothing/);
    running.process.stdin?.write(keys);
    const { status, stdout } = await running.ended;
    expect(status).toBe(130);
    expect(stdout.trim().split(/\r?\n/).at(-1)).toBe('Nothing was removed.');
    expect(await found('old walls')).toEqual([...(TAUGHT[0] ?? [])].sort());
  });

  it('is taken away once it is said what happens to its predictions', async () => {
    const asked = await bench.run('models', 'remove', 'our-three');
    expect(asked.status).toBe(2);
    expect(asked.stderr).toContain('--keep-predictions or --delete-predictions');
    expect(existsSync(bench.path(...MODELS, 'our-three'))).toBe(true);
    const removed = await bench.run('models', 'remove', 'our-three', '--delete-predictions');
    expect(removed).toMatchObject({
      status: 0,
      stdout: `Removed our-three, and its predictions for ${TAUGHT.flat().length} pictures.\n`,
    });
    expect(removed.stderr).toContain('The model of this catalog is efficientnet-lite0 now.');
    expect(existsSync(bench.path(...MODELS, 'our-three'))).toBe(false);
    expect((await bench.run('search', 'animal')).status).toBe(0);
    expect((await bench.run('models', 'remove', 'efficientnet-lite0')).stderr).toContain('comes with Classifold');
  });

  it.each(['SIGINT', 'SIGKILL'] as const)('is not there by half after %s', async (signal) => {
    const { process: program, ended } = bench.start('models', 'import', 'three.pth', '--name', 'Half');
    await vi.waitFor(
      () => {
        expect(inModels().filter((name) => name.startsWith('.import-'))).toHaveLength(1);
      },
      { timeout: 20_000, interval: 10 },
    );
    program.kill(signal);
    const { status } = await ended;
    if (signal === 'SIGINT') {
      expect(status).toBe(130);
      expect(inModels()).toEqual([]);
    }
    expect((await bench.run('models')).stdout).not.toContain('half');
    const again = await bench.run('models', 'import', 'three.pth', '--name', signal);
    expect(again.stdout).toContain(`Imported ${signal} as ${signal.toLowerCase()}`);
    expect(inModels()).toEqual([signal.toLowerCase()]);
    expect((await bench.run('models', 'remove', signal.toLowerCase())).status).toBe(0);
  });
});

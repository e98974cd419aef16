import { spawnSync } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasTensorflow } from '../engine/tensorflow-here.ts';
import { readPackageReference } from './package-reference.ts';
import { ownReferences } from './package-references.ts';

const fixture = ownReferences.find((file) => file.endsWith('timm--tf_efficientnet_b1.json')) ?? '';
const smallest = ownReferences.find((file) => file.endsWith('timm--efficientnet_b0.json')) ?? '';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'classifold-parity-program-'));
});
afterAll(() => rm(folder, { recursive: true }));

function parity(...args: readonly string[]) {
  const program = path.join(import.meta.dirname, 'main.ts');
  // So that TensorFlow says what it does.
  const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: '0' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8', env });
  return { status, lines: stdout.split('\n').slice(0, -1), stderr };
}

describe('npm run parity', () => {
  it('prints a line a file and the sum, and ends with 0 where all are within', async () => {
    await copyFile(fixture, path.join(folder, 'a.json'));
    const { status, lines, stderr } = parity(folder, '--engine', 'onnxruntime:cpu');
    expect(lines).toEqual([expect.stringMatching(/^a\.json {2}\d(?:\.\d)?e-\d$/), '1 within 1e-3, 0 over']);
    expect([status, stderr]).toEqual([0, '']);
  });

  it.skipIf(!hasTensorflow)('compares TensorFlow where it is named', async () => {
    const alone = path.join(folder, 'tensorflow');
    await mkdir(alone);
    await copyFile(smallest, path.join(alone, 'a.json'));
    const { status, lines, stderr } = parity(alone, '--engine', 'tensorflow');
    expect(lines).toEqual([expect.stringMatching(/^a\.json {2}\d(?:\.\d)?e-\d$/), '1 within 1e-3, 0 over']);
    expect(status).toBe(0);
    expect(stderr).toContain('Reading SavedModel');
  });

  it('ends with 1 where a file is over or cannot be compared, and goes on to the next', async () => {
    const reference = readPackageReference(fixture);
    const [logit = NaN, ...logits] = reference.logits;
    const stateDict = reference.stateDict.filter(([name]) => name !== 'bn1.bias');
    await writeFile(path.join(folder, 'b.json'), JSON.stringify({ ...reference, logits: [logit + 1, ...logits] }));
    await writeFile(path.join(folder, 'c.json'), JSON.stringify({ ...reference, stateDict }));
    await writeFile(path.join(folder, 'd.json'), '{}');
    await writeFile(path.join(folder, 'README.md'), 'not one of them');
    const { status, lines } = parity(folder);
    expect(lines).toEqual([
      expect.stringMatching(/^a\.json {2}/),
      expect.stringMatching(/^b\.json {2}\d.*over$/),
      expect.stringMatching(/^c\.json {2}not compared: .*bn1\.bias is missing$/),
      expect.stringMatching(/^d\.json {2}not compared: .*dialect/),
      '1 within 1e-3, 1 over, 2 not compared',
    ]);
    expect(status).toBe(1);
  });

  it.each([
    [['--engine', 'abacus', '.'], /no engine is called abacus; there are onnxruntime, onnxruntime:cpu, .*tensorflow/],
    [[], /give one folder/],
    [['/nowhere'], /\/nowhere/],
    [[import.meta.dirname], /no \.json file/],
  ])('ends with 2 when it is used wrongly: %j', (args, reason) => {
    const { status, lines, stderr } = parity(...args);
    expect([status, lines]).toEqual([2, []]);
    expect(stderr).toMatch(reason);
  });
});

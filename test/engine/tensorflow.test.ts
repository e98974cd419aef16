import { mkdir, mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildArchitecture } from '../../main/efficientnet/build-architecture.ts';
import { formulaPicture } from '../../main/efficientnet/formula.ts';
import { VARIANTS } from '../../main/efficientnet/variants.ts';
import type { Session } from '../../main/engine/engine.ts';
import { findTensorflow } from '../../main/engine/find-tensorflow.ts';
import { tensorflowEngine } from '../../main/engine/tensorflow.ts';
import { writeSavedModel } from '../../main/graph/saved-model.ts';
import { formulaWeights } from '../../main/model/formula-weights.ts';
import { inLayout } from '../parity/picture-layout.ts';
import { hasTensorflow, tensorflow } from './tensorflow-here.ts';

const resolution = 65;
const options = { resolution, classes: 5, threads: 1 };
const architecture = buildArchitecture({
  ...VARIANTS.b0,
  ...{ width: 0.4, depth: 0.4, resolution, classes: 5, padding: 'symmetric', epsilon: 1e-3 },
});
const graph = writeSavedModel(architecture, formulaWeights(architecture));

// No process has such a number.
const LEFT = 'classifold-graph-999999999-old123';
const OF_ONE_THAT_RUNS = `classifold-graph-${process.ppid}-abc123`;
/** Also that of a process that one sees here under no number. */
const OF_OTHERS = ['classifold-graph-999999999-new456', OF_ONE_THAT_RUNS];

describe.skipIf(!hasTensorflow)('TensorFlow', () => {
  let folder: string;
  let temporary: string | undefined;
  let session: Session;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'classifold-tensorflow-'));
    temporary = process.env['TMPDIR'];
    process.env['TMPDIR'] = folder;
    for (const name of [LEFT, ...OF_OTHERS]) await mkdir(path.join(folder, name));
    const long = new Date(Date.now() - 3_600_000);
    for (const name of [LEFT, OF_ONE_THAT_RUNS]) await utimes(path.join(folder, name), long, long);
    session = await tensorflow.createSession(graph, options);
  });
  afterAll(async () => {
    await session.dispose();
    process.env['TMPDIR'] = temporary;
    if (temporary === undefined) delete process.env['TMPDIR'];
    await rm(folder, { recursive: true });
  });

  it('says which package loaded and which library is below it', () => {
    const found = findTensorflow(null);
    if (!found.ok) throw new Error(found.reasons.join('; '));
    const { packageName, packageVersion, libraryVersion, usesGpu } = found.tensorflow;
    expect(packageName).toMatch(/^@tensorflow\/tfjs-node(?:-gpu)?$/);
    expect([packageVersion, libraryVersion]).toEqual(['4.22.0', expect.stringMatching(/^2\.\d+\.\d+$/)]);
    expect(typeof usesGpu).toBe('boolean');
  });

  it('leaves no graph behind on the disk, nor what a worker left that was killed; others are loading theirs', async () => {
    expect((await readdir(folder)).sort()).toEqual([...OF_OTHERS].sort());
  });

  it('gives each picture of a batch the logits that it has alone, to a float’s last bits', async () => {
    const pictures = Array.from({ length: 7 }, (_, i) => inLayout(formulaPicture(resolution, `picture ${i}`), 'nhwc'));
    const batch = new Float32Array(pictures.length * 3 * resolution * resolution);
    for (const [i, picture] of pictures.entries()) batch.set(picture, i * picture.length);
    const together = await session.run(batch, pictures.length);
    expect(together).toHaveLength(7 * 5);
    for (const [i, picture] of pictures.entries()) {
      const alone = await session.run(picture, 1);
      for (const [c, logit] of alone.entries()) expect(together[i * 5 + c]).toBeCloseTo(logit, 5);
    }
    expect(Math.abs((together[0] ?? 0) - (together[5] ?? 0))).toBeGreaterThan(1e-4);
  });

  it('reads only the first n pictures of a longer batch tensor', async () => {
    const images = new Float32Array(4 * 3 * resolution * resolution).fill(NaN);
    const picture = inLayout(formulaPicture(resolution), 'nhwc');
    images.set(picture);
    expect(await session.run(images, 1)).toEqual(await session.run(picture, 1));
  });

  it('refuses a batch tensor that is too short', async () => {
    await expect(session.run(new Float32Array(3 * resolution * resolution), 2)).rejects.toThrow(RangeError);
  });

  it('refuses a graph that is none, with TensorFlow’s reason, and leaves nothing behind', async () => {
    await expect(tensorflow.createSession(graph.subarray(0, 1000), options)).rejects.toThrow();
    expect((await readdir(folder)).sort()).toEqual([...OF_OTHERS].sort());
  });
});

describe('without the packages', () => {
  it('says of each that it is not installed', async () => {
    const empty = await mkdtemp(path.join(os.tmpdir(), 'classifold-no-pack-'));
    const reasons = ['@tensorflow/tfjs-node-gpu is not installed', '@tensorflow/tfjs-node is not installed'];
    expect(findTensorflow(empty)).toEqual({ ok: false, reasons });
    const session = tensorflowEngine(empty).createSession(graph, options);
    await expect(session).rejects.toThrow(reasons.join('; '));
    await rm(empty, { recursive: true });
  });
});

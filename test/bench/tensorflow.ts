import os from 'node:os';
import { buildArchitecture } from '../../main/efficientnet/build-architecture.ts';
import { formulaPicture } from '../../main/efficientnet/formula.ts';
import { VARIANTS } from '../../main/efficientnet/variants.ts';
import { findTensorflow } from '../../main/engine/find-tensorflow.ts';
import { tensorflowEngine } from '../../main/engine/tensorflow.ts';
import { writeSavedModel } from '../../main/graph/saved-model.ts';
import { formulaWeights } from '../../main/model/formula-weights.ts';
import { inLayout } from '../parity/picture-layout.ts';
import { layerByLayer } from './layer-by-layer.ts';
import { median } from './median.ts';

/** Pictures a second of B0 on TensorFlow with all cores, decoding left out, medians of rounds taken in turn. */
export interface TensorflowFigure {
  readonly batch: number;
  readonly wholeGraph: number;
  readonly layerByLayer: number;
  /** Of medians. */
  readonly ratio: number;
}

const CLASSES = 1000;

/** Measures both ways in this process, after they gave the same logits. */
export async function measureTensorflow(
  batches: readonly number[],
  rounds: number,
): Promise<readonly TensorflowFigure[]> {
  const architecture = buildArchitecture({ ...VARIANTS.b0, classes: CLASSES, padding: 'same', epsilon: 1e-3 });
  const weights = formulaWeights(architecture);
  const { resolution } = architecture;
  const options = { resolution, classes: CLASSES, threads: os.availableParallelism() };
  const session = await tensorflowEngine(null).createSession(writeSavedModel(architecture, weights), options);
  const found = findTensorflow(null);
  if (!found.ok) throw new Error(found.reasons.join('; '));
  const oneByOne = layerByLayer(found.tensorflow.module, architecture, weights);
  const picture = inLayout(formulaPicture(resolution), 'nhwc');
  const figures: TensorflowFigure[] = [];
  for (const batch of batches) {
    const images = new Float32Array(batch * picture.length);
    for (let i = 0; i < batch; i++) images.set(picture, i * picture.length);
    const difference = largestDifference(await session.run(images, batch), oneByOne(images, batch));
    if (!(difference < 1e-4)) throw new Error(`the two ways differ by ${difference}`);
    const whole: number[] = [];
    const single: number[] = [];
    for (let round = 0; round < rounds; round++) {
      whole.push(await picturesPerSecond(batch, () => session.run(images, batch)));
      single.push(await picturesPerSecond(batch, () => oneByOne(images, batch)));
    }
    const [wholeGraph, layers] = [median(whole), median(single)];
    figures.push({
      batch,
      wholeGraph: round1(wholeGraph),
      layerByLayer: round1(layers),
      ratio: round1(wholeGraph / layers),
    });
  }
  await session.dispose();
  return figures;
}

/** Of calls for two seconds. */
async function picturesPerSecond(batch: number, call: () => Float32Array | Promise<Float32Array>): Promise<number> {
  const start = performance.now();
  let pictures = 0;
  while (performance.now() - start < 2000) {
    await call();
    pictures += batch;
  }
  return pictures / ((performance.now() - start) / 1000);
}

function largestDifference(a: Float32Array, b: Float32Array): number {
  return a.reduce((largest, value, index) => Math.max(largest, Math.abs(value - (b[index] ?? NaN))), 0);
}

function round1(value: number): number {
  return Math.round(value * 10) / 10;
}

import os from 'node:os';
import { findTensorflow } from '../../main/engine/find-tensorflow.ts';
import { softmax } from '../../main/engine/softmax.ts';
import { tensorflowEngine } from '../../main/engine/tensorflow.ts';
import { writeSavedModel } from '../../main/graph/saved-model.ts';
import { IMAGENET } from '../../main/checkpoint/origins.ts';
import { formulaWeights, publishedArchitecture } from '../../main/model/formula-weights.ts';
import { writeImageTensor } from '../../main/picture/image-tensor.ts';
import type { Preprocessing } from '../../shared/preprocessing.ts';
import { measureEngine } from './engines.ts';
import { median } from './median.ts';
import { operationByOperation } from './operation-by-operation.ts';

/**
 * Pictures a second of B0 on TensorFlow with all cores, from a square of pixels to scores: normalised, computed, softmax. Medians of rounds taken in turn.
 */
export interface TensorflowFigure {
  readonly batch: number;
  /** In the worker processes of a run. */
  readonly workers: number;
  /** In one process, with a thread for each core. */
  readonly wholeGraph: number;
  /** The same process, the same threads. */
  readonly operationByOperation: number;
}

const MEASURE_MS = 2000;

/** Measures the ways in turn, after they gave the same scores. */
export async function measureTensorflow(
  batches: readonly number[],
  rounds: number,
): Promise<readonly TensorflowFigure[]> {
  const architecture = publishedArchitecture('b0');
  const weights = formulaWeights(architecture);
  const { resolution, classes } = architecture;
  const options = { resolution, classes, threads: os.availableParallelism() };
  const session = await tensorflowEngine(null).createSession(writeSavedModel(architecture, weights), options);
  const found = findTensorflow(null);
  if (!found.ok) throw new Error(found.reasons.join('; '));
  const preprocessing = { ...IMAGENET, kernel: 'cubic', shorterSide: resolution, inputSize: resolution } as const;
  const oneByOne = await operationByOperation(found.tensorflow.module, architecture, weights, preprocessing);
  const figures: TensorflowFigure[] = [];
  for (const batch of batches) {
    const pixels = new Uint8Array(batch * 3 * resolution * resolution).map((_, i) => (i * 7 + (i >> 8)) % 256);
    const floats = Float32Array.from(pixels);
    const { prepare, scoresOf } = ownSteps(preprocessing, classes, batch);
    const wholeGraph = async () => scoresOf(await session.run(prepare(pixels), batch));
    const difference = largestDifference(await wholeGraph(), oneByOne(floats, batch));
    if (!(difference < 1e-6)) throw new Error(`the two ways differ by ${difference}`);
    const rates = { workers: [] as number[], wholeGraph: [] as number[], operationByOperation: [] as number[] };
    for (let round = 0; round < rounds; round++) {
      const logits = new Float32Array(batch * classes);
      const stepsRate = await picturesPerSecond(batch, () => (prepare(pixels), scoresOf(logits)));
      rates.workers.push(await ofWorkers(batch, stepsRate));
      rates.wholeGraph.push(await picturesPerSecond(batch, wholeGraph));
      rates.operationByOperation.push(await picturesPerSecond(batch, () => oneByOne(floats, batch)));
    }
    figures.push({
      batch,
      workers: round1(median(rates.workers)),
      wholeGraph: round1(median(rates.wholeGraph)),
      operationByOperation: round1(median(rates.operationByOperation)),
    });
  }
  await session.dispose();
  return figures;
}

/** What a worker does before and after the session, picture by picture, in one tensor again and again. */
function ownSteps(preprocessing: Preprocessing, classes: number, batch: number) {
  const pictureLength = 3 * preprocessing.inputSize ** 2;
  const images = new Float32Array(batch * pictureLength);
  return {
    prepare: (pixels: Uint8Array): Float32Array => {
      for (let start = 0; start < pixels.length; start += pictureLength) {
        writeImageTensor(pixels.subarray(start, start + pictureLength), preprocessing, images, start, 'nhwc');
      }
      return images;
    },
    scoresOf: (logits: Float32Array): Float32Array => {
      const scores = new Float32Array(logits.length);
      for (let start = 0; start < logits.length; start += classes) {
        scores.set(softmax(logits.subarray(start, start + classes)), start);
      }
      return scores;
    },
  };
}

/** @param stepsRate pictures a second of `ownSteps` alone, which a worker does in the thread of its session, and which its probe leaves out */
async function ofWorkers(batch: number, stepsRate: number): Promise<number> {
  const { result } = await measureEngine('tensorflow', 'b0', batch, MEASURE_MS);
  if (result.kind !== 'measured') throw new Error('reason' in result ? result.reason : 'too little memory');
  return result.workers / (result.workers / result.perSecond + 1 / stepsRate);
}

async function picturesPerSecond(batch: number, call: () => Float32Array | Promise<Float32Array>): Promise<number> {
  const start = performance.now();
  let pictures = 0;
  while (performance.now() - start < MEASURE_MS) {
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

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DIALECTS } from '../../main/checkpoint/dialects.ts';
import { tensorName } from '../../main/checkpoint/dialect.ts';
import { float32Tensor, type StoredTensor } from '../../main/checkpoint/write-safetensors.ts';
import { parameterName, type Architecture, type Weights } from '../../main/efficientnet/architecture.ts';
import type { Session } from '../../main/engine/engine.ts';
import { onnxruntimeCpu } from '../../main/engine/onnxruntime.ts';
import { openSession } from '../../main/engine/open-session.ts';
import { readModelFolder, type Model } from '../../main/model/model-folder.ts';
import { loadModelWeights, modelArchitecture } from '../../main/model/network.ts';
import { writeImageTensor } from '../../main/picture/image-tensor.ts';
import type { DialectId } from '../../shared/recognition.ts';
import { decodeFile } from '../accuracy/bundled-pipeline.ts';
import { projectRoot, samples } from '../cli/classifold.ts';

/*
 * A model of three classes of one's own: the bundled Lite0 with a new last layer, fitted in closed form to its features
 * of the sample pictures. Trained on what it is tested with: this shows that a model is brought in whole, not that it is
 * a good one.
 */

/** What is to be seen in the samples, by class. */
export const TAUGHT: readonly (readonly string[])[] = [
  ['aqueduct.webp', 'castle.webp', 'summer-palace.jpg'],
  ['hens.webp'],
  ['bison.webp', 'cat.png', 'german-shepherd.webp', 'giant-panda.webp', 'jaguar.webp', 'koala.jpg', 'polar-bear.webp'],
];

/** Names of the classes: the first is in no hierarchy, the others are WordNet's bird and mammal. */
export const TAUGHT_LABELS = 'index,label,synset\n0,old walls,\n1,our hens,n01503061\n2,furry beast,n01861778\n';

/** Shorter sides that a picture is cut from: it is taught at three sizes. */
const SHORTER_SIDES = [240, 256, 288];
/** The logits that are aimed at: of the right class, and of the others. */
const RIGHT = 6;
const WRONG = -3;
/** Weight of the penalty, as a share of the features' mean square. */
const RIDGE = 1e-2;

/** The network that was taught, and its values. */
export interface TaughtNetwork {
  readonly architecture: Architecture;
  readonly weights: Weights;
}

/** Fits the new last layer. Takes about two seconds. */
export async function trainThreeClasses(): Promise<TaughtNetwork> {
  const read = await readModelFolder(path.join(projectRoot, 'assets', 'models', 'efficientnet-lite0'));
  if (!read.ok) throw new Error(read.problem.reason);
  const { model } = read;
  const bundled = await loadModelWeights(model, modelArchitecture(model.manifest));
  if (!bundled.ok) throw new Error(bundled.problem.reason);
  const { rows, targets } = await featuresOfSamples(model, bundled.weights);
  const { kernel, bias } = fitRidge(rows, targets);
  const architecture = modelArchitecture({ ...model.manifest, classes: TAUGHT.length });
  return { architecture, weights: withLastLayer(bundled.weights, architecture, kernel, bias) };
}

/** The network as a checkpoint of this dialect. */
export function checkpointTensors({ architecture, weights }: TaughtNetwork, dialect: DialectId): StoredTensor[] {
  return architecture.layers.flatMap((layer) =>
    layer.parameters.map(({ role, shape }) => {
      const values = weights.get(parameterName(layer, role));
      if (values === undefined) throw new Error(`no values of ${parameterName(layer, role)}`);
      return float32Tensor(tensorName(DIALECTS[dialect], layer, role), shape, values);
    }),
  );
}

function withLastLayer(
  weights: Weights,
  { layers }: Architecture,
  kernel: Float32Array,
  bias: Float32Array,
): ReadonlyMap<string, Float32Array> {
  const last = layers.find(({ kind }) => kind === 'fully-connected');
  if (last === undefined) throw new Error('the network has no last layer');
  return new Map([...weights, [parameterName(last, 'kernel'), kernel], [parameterName(last, 'bias'), bias]]);
}

/** What the layer before the last makes of the samples, `[pictures, 1280]`, and the class of each. */
async function featuresOfSamples(
  model: Model,
  weights: Weights,
): Promise<{ readonly rows: readonly Float32Array[]; readonly targets: readonly number[] }> {
  const { preprocessing } = model.manifest;
  const session = await openFeatureSession(model, weights);
  const tensor = new Float32Array(3 * preprocessing.inputSize ** 2);
  const rows: Float32Array[] = [];
  const targets: number[] = [];
  try {
    for (const [taught, files] of TAUGHT.entries()) {
      for (const file of files) {
        for (const shorterSide of SHORTER_SIDES) {
          const pixels = await decodeFile(path.join(samples, file), { ...preprocessing, shorterSide });
          writeImageTensor(pixels, preprocessing, tensor, 0);
          rows.push((await session.run(tensor, 1)).slice());
          targets.push(taught);
        }
      }
    }
  } finally {
    await session.dispose();
  }
  return { rows, targets };
}

/** The network with the identity for its last layer: its logits are the features. */
async function openFeatureSession({ manifest }: Model, weights: Weights): Promise<Session> {
  const features = 1280;
  const architecture = modelArchitecture({ ...manifest, classes: features });
  const identity = new Float32Array(features ** 2);
  for (let i = 0; i < features; i++) identity[i * features + i] = 1;
  const changed = withLastLayer(weights, architecture, identity, new Float32Array(features));
  const cacheDir = await mkdtemp(path.join(tmpdir(), 'classifold-graphs-'));
  try {
    const opened = await openSession(onnxruntimeCpu, {
      architecture,
      modelDigest: '0'.repeat(64),
      cacheDir,
      threads: 2,
      loadWeights: () => Promise.resolve({ ok: true, weights: changed }),
    });
    if (!opened.ok) throw new Error(opened.reason);
    return opened.session;
  } finally {
    await rm(cacheDir, { recursive: true, force: true });
  }
}

/**
 * Ridge regression in its dual form, since there are fewer pictures than features: W = Fᵀ (F Fᵀ + λI)⁻¹ Y, where a feature
 * that is always 1 takes the place of a bias.
 */
function fitRidge(
  rows: readonly Float32Array[],
  targets: readonly number[],
): { readonly kernel: Float32Array; readonly bias: Float32Array } {
  const products = rows.map((a) => rows.map((b) => dot(a, b) + 1));
  const penalty = (RIDGE * products.reduce((sum, row, i) => sum + row[i]!, 0)) / rows.length;
  for (const [i, row] of products.entries()) row[i]! += penalty;
  const wanted = targets.map((target) => TAUGHT.map((_, taught) => (taught === target ? RIGHT : WRONG)));
  const dual = solve(products, wanted);
  const features = rows[0]?.length ?? 0;
  const kernel = new Float32Array(TAUGHT.length * features);
  const bias = new Float32Array(TAUGHT.length);
  for (const [i, row] of rows.entries()) {
    for (let c = 0; c < bias.length; c++) {
      const factor = dual[i]![c]!;
      bias[c]! += factor;
      for (let f = 0; f < features; f++) kernel[c * features + f]! += factor * row[f]!;
    }
  }
  return { kernel, bias };
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}

/** Gaussian elimination of a symmetric positive definite system; needs no pivots. */
function solve(matrix: readonly (readonly number[])[], right: readonly (readonly number[])[]): number[][] {
  const rows = matrix.map((row, i) => [...row, ...right[i]!]);
  for (const [i, pivot] of rows.entries()) {
    const scale = pivot[i]!;
    for (let j = i; j < pivot.length; j++) pivot[j]! /= scale;
    for (const [k, other] of rows.entries()) {
      const factor = other[i]!;
      if (k === i || factor === 0) continue;
      for (let j = i; j < other.length; j++) other[j]! -= factor * pivot[j]!;
    }
  }
  return rows.map((row) => row.slice(matrix.length));
}

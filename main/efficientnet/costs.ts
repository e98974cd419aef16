import { assertNever } from '../../shared/assert-never.ts';
import type { Architecture, Layer, ParameterRole } from './architecture.ts';

/** Trained parameters: kernels, biases, and batch normalisation's gamma and beta. */
export function parameterCount({ layers }: Architecture): number {
  const trained = layers.flatMap(({ parameters }) => parameters.filter(({ role }) => isTrained(role)));
  return trained.reduce((total, { shape }) => total + product(shape), 0);
}

function isTrained(role: ParameterRole): boolean {
  return role !== 'mean' && role !== 'variance';
}

/**
 * Multiply-adds of one picture: those of convolutions and of the fully connected layer, as the paper counts (its
 * "FLOPS"); batch normalisation folds into convolutions, and the rest is small beside them.
 */
export function multiplyAdds({ layers }: Architecture): number {
  return layers.reduce((total, layer) => total + layerMultiplyAdds(layer), 0);
}

function layerMultiplyAdds(layer: Layer): number {
  const kernel = layer.parameters.find(({ role }) => role === 'kernel');
  if (kernel === undefined) return 0;
  const positions = layer.output.length === 3 ? layer.output[0] * layer.output[1] : 1;
  return positions * product(kernel.shape);
}

const BYTES_PER_VALUE = 4;

/**
 * Most bytes of activations alive at one moment of inference, float32: the tensors a layer reads and writes and those
 * that a later one still needs. Batch normalisation, activation functions, dropout and drop-path work in place.
 * Runtimes need a factor more (copies in their own layouts); it is measured per engine.
 *
 * @param batch pictures in one call of a session
 */
export function peakActivationBytes({ layers }: Architecture, batch: number): number {
  // In place: several layers share one buffer, known by the name of the layer that made it.
  const bufferOf = new Map<string, string>();
  const bytesOf = new Map<string, number>();
  const lastUse = new Map<string, number>();
  for (const [position, layer] of layers.entries()) {
    const read = layer.inputs.map((name) => bufferOf.get(name) ?? name);
    const written = worksInPlace(layer) ? (read[0] ?? layer.name) : layer.name;
    bufferOf.set(layer.name, written);
    for (const buffer of [...read, written]) lastUse.set(buffer, position);
    if (!bytesOf.has(written)) bytesOf.set(written, product(layer.output) * BYTES_PER_VALUE * batch);
  }

  let alive = 0;
  let peak = 0;
  for (const [position, layer] of layers.entries()) {
    const written = bufferOf.get(layer.name) ?? layer.name;
    if (written === layer.name) alive += bytesOf.get(written) ?? 0;
    peak = Math.max(peak, alive);
    for (const buffer of new Set([written, ...layer.inputs.map((name) => bufferOf.get(name) ?? name)])) {
      if (lastUse.get(buffer) === position) alive -= bytesOf.get(buffer) ?? 0;
    }
  }
  return peak;
}

function worksInPlace(layer: Layer): boolean {
  switch (layer.kind) {
    case 'batch-norm':
    case 'activation':
    case 'drop-path':
    case 'dropout':
      return true;
    case 'input':
    case 'convolution':
    case 'global-average-pool':
    case 'multiply':
    case 'add':
    case 'fully-connected':
      return false;
    default:
      return assertNever(layer);
  }
}

function product(shape: readonly number[]): number {
  return shape.reduce((total, length) => total * length, 1);
}

import { assertNever } from '../../shared/assert-never.ts';
import {
  parameterName,
  type ActivationFunction,
  type Architecture,
  type ConvolutionLayer,
  type Layer,
  type ParameterRole,
  type Shape,
  type Weights,
} from '../efficientnet/architecture.ts';
import { foldBatchNorm } from './fold-batch-norm.ts';

/** Names of every graph's input and output. */
export const IMAGES = 'images';
export const LOGITS = 'logits';

/** Parameters of one layer, as `Parameter` describes them; a convolution's together with the batch normalisation behind it. */
export interface KernelAndBias {
  readonly kernel: Float32Array;
  /** Of the kernel. */
  readonly shape: readonly number[];
  /** `[filters]`. */
  readonly bias: Float32Array;
}

/** Writes single layers in one graph format. Each gets the names of the tensors that it reads; returns that of its output. */
export interface LayerWriter {
  /** @param input shape of what it reads */
  readonly convolution: (
    layer: ConvolutionLayer,
    inputs: readonly string[],
    folded: KernelAndBias,
    input: Shape,
  ) => string;
  readonly activation: (name: string, fn: ActivationFunction, inputs: readonly string[]) => string;
  readonly globalAveragePool: (layer: Layer, inputs: readonly string[]) => string;
  readonly multiply: (name: string, inputs: readonly string[]) => string;
  readonly add: (name: string, inputs: readonly string[]) => string;
  /** The last layer: its output is `LOGITS`. */
  readonly fullyConnected: (name: string, inputs: readonly string[], parameters: KernelAndBias) => string;
}

type BatchNormLayer = Extract<Layer, { kind: 'batch-norm' }>;

/**
 * Goes through the layers that inference needs, in execution order: batch normalisation is folded into the convolutions,
 * dropout and drop-path are left out.
 *
 * @throws Error where the weights lack a parameter of the architecture, or have one of another size
 */
export function writeInferenceLayers({ layers }: Architecture, weights: Weights, writer: LayerWriter): void {
  const batchNorms = new Map<string, BatchNormLayer>();
  for (const layer of layers) if (layer.kind === 'batch-norm') batchNorms.set(inputOf(layer), layer);
  const shapes = new Map(layers.map((layer) => [layer.name, layer.output]));
  /** Tensor that holds a layer's output, by the layer's name. */
  const tensors = new Map<string, string>();
  for (const layer of layers) tensors.set(layer.name, writeLayer(layer));

  function writeLayer(layer: Layer): string {
    const inputs = layer.inputs.map(tensorOf);
    switch (layer.kind) {
      case 'input':
        return IMAGES;
      case 'convolution': {
        const folded = foldedParameters(weights, layer, batchNorms.get(layer.name));
        return writer.convolution(layer, inputs, folded, shapes.get(inputOf(layer)) ?? layer.output);
      }
      case 'activation':
        return writer.activation(layer.name, layer.function, inputs);
      case 'global-average-pool':
        return writer.globalAveragePool(layer, inputs);
      case 'multiply':
        return writer.multiply(layer.name, inputs);
      case 'add':
        return writer.add(layer.name, inputs);
      case 'fully-connected':
        return writer.fullyConnected(layer.name, inputs, foldedParameters(weights, layer, undefined));
      // Folded into the convolution before it.
      case 'batch-norm':
      // In training only.
      case 'drop-path':
      case 'dropout':
        return tensorOf(inputOf(layer));
      default:
        return assertNever(layer);
    }
  }

  function tensorOf(layer: string): string {
    const tensor = tensors.get(layer);
    if (tensor === undefined) throw new Error(`${layer} is read before it is written`);
    return tensor;
  }
}

function foldedParameters(weights: Weights, layer: Layer, batchNorm: BatchNormLayer | undefined): KernelAndBias {
  const kernel = parameter(weights, layer, 'kernel');
  const shape = layer.parameters.find(({ role }) => role === 'kernel')?.shape ?? [];
  if (batchNorm === undefined) return { kernel, shape, bias: parameter(weights, layer, 'bias') };
  const folded = foldBatchNorm(kernel, {
    gamma: parameter(weights, batchNorm, 'gamma'),
    beta: parameter(weights, batchNorm, 'beta'),
    mean: parameter(weights, batchNorm, 'mean'),
    variance: parameter(weights, batchNorm, 'variance'),
    epsilon: batchNorm.epsilon,
  });
  return { ...folded, shape };
}

function parameter(weights: Weights, layer: Layer, role: ParameterRole): Float32Array {
  const name = parameterName(layer, role);
  const values = weights.get(name);
  const shape = layer.parameters.find((candidate) => candidate.role === role)?.shape ?? [];
  const length = shape.reduce((product, side) => product * side, 1);
  if (values?.length !== length) throw new Error(`the weights have ${values?.length ?? 'no'} values for ${name}`);
  return values;
}

/** The layer that a layer with one input reads. */
function inputOf(layer: Layer): string {
  const [name] = layer.inputs;
  if (name === undefined) throw new Error(`${layer.name} reads no layer`);
  return name;
}

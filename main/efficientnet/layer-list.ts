import type { Padding } from '../../shared/variant.ts';
import type {
  ActivationFunction,
  Block,
  ConvolutionLayer,
  FeatureMap,
  Layer,
  Parameter,
  Shape,
} from './architecture.ts';
import { padConvolution } from './padding.ts';

/** A network while it is built: every function below appends one layer and returns it, for the next to read. */
export interface LayerList {
  readonly layers: Layer[];
  readonly padding: Padding;
  readonly epsilon: number;
  /** Non-linearity of the whole network. */
  readonly activation: ActivationFunction;
}

/** Where a layer belongs: its block, if any, and its step there. */
export interface Place {
  readonly block: Block | null;
  readonly step: string;
}

function common(
  { block, step }: Place,
  inputs: readonly Layer[],
  output: Shape,
  parameters: readonly Parameter[] = [],
) {
  const name = block === null ? step : `${block.name}.${step}`;
  return { name, step, block, inputs: inputs.map((input) => input.name), output, parameters };
}

function append<L extends Layer>(list: LayerList, layer: L): L {
  list.layers.push(layer);
  return layer;
}

function featureMap(layer: Layer): FeatureMap {
  if (layer.output.length !== 3) throw new Error(`${layer.name} gives a vector where a feature map is read`);
  return layer.output;
}

export function channelsOf(layer: Layer): number {
  return layer.output.length === 3 ? layer.output[2] : layer.output[0];
}

/** The picture, `[resolution, resolution, 3]`, normalised. */
export function input(list: LayerList, resolution: number): Layer {
  const place = { block: null, step: 'input' };
  return append(list, { ...common(place, [], [resolution, resolution, 3]), kind: 'input' });
}

interface ConvolutionOptions {
  readonly filters: number;
  readonly kernelSize: number;
  readonly stride: 1 | 2;
  readonly groups: number;
  /** Only squeeze-and-excitation's convolutions have one; the others leave it to the batch normalisation behind. */
  readonly bias: boolean;
}

export function convolution(list: LayerList, place: Place, x: Layer, options: ConvolutionOptions): ConvolutionLayer {
  const { filters, kernelSize, stride, groups, bias } = options;
  const [inputHeight, inputWidth, channels] = featureMap(x);
  const { pads, height, width } = padConvolution(inputHeight, inputWidth, kernelSize, stride, list.padding);
  const kernel: Parameter = { role: 'kernel', shape: [filters, channels / groups, kernelSize, kernelSize] };
  const parameters: Parameter[] = bias ? [kernel, { role: 'bias', shape: [filters] }] : [kernel];
  const output: FeatureMap = [height, width, filters];
  return append(list, {
    ...common(place, [x], output, parameters),
    kind: 'convolution',
    output,
    kernelSize,
    stride,
    groups,
    pads,
  });
}

function batchNorm(list: LayerList, place: Place, x: Layer): Layer {
  const shape = [channelsOf(x)];
  const parameters = (['gamma', 'beta', 'mean', 'variance'] as const).map((role) => ({ role, shape }));
  return append(list, { ...common(place, [x], x.output, parameters), kind: 'batch-norm', epsilon: list.epsilon });
}

export function activation(list: LayerList, place: Place, x: Layer, fn: ActivationFunction): Layer {
  return append(list, { ...common(place, [x], x.output), kind: 'activation', function: fn });
}

/** A convolution without bias, batch normalisation, and the network's activation unless `linear`. */
export function convolutionBatchNorm(
  list: LayerList,
  { block, step }: Place,
  x: Layer,
  options: Omit<ConvolutionOptions, 'bias'> & { readonly linear?: boolean },
): Layer {
  const convolved = convolution(list, { block, step: `${step}.conv` }, x, { ...options, bias: false });
  const normalised = batchNorm(list, { block, step: `${step}.bn` }, convolved);
  if (options.linear === true) return normalised;
  return activation(list, { block, step: `${step}.${list.activation}` }, normalised, list.activation);
}

/** Mean of each channel: `[1, 1, channels]` for squeeze-and-excitation, which convolves it; else `[channels]`. */
export function globalAveragePool(list: LayerList, place: Place, x: Layer, as: 'feature-map' | 'vector'): Layer {
  const channels = channelsOf(x);
  const output: Shape = as === 'vector' ? [channels] : [1, 1, channels];
  return append(list, { ...common(place, [x], output), kind: 'global-average-pool' });
}

export function multiply(list: LayerList, place: Place, x: Layer, factors: Layer): Layer {
  return append(list, { ...common(place, [x, factors], x.output), kind: 'multiply' });
}

export function add(list: LayerList, place: Place, x: Layer, shortcut: Layer): Layer {
  return append(list, { ...common(place, [x, shortcut], x.output), kind: 'add' });
}

export function dropPath(list: LayerList, place: Place, x: Layer, rate: number): Layer {
  return append(list, { ...common(place, [x], x.output), kind: 'drop-path', rate });
}

export function dropout(list: LayerList, place: Place, x: Layer, rate: number): Layer {
  return append(list, { ...common(place, [x], x.output), kind: 'dropout', rate });
}

export function fullyConnected(list: LayerList, place: Place, x: Layer, classes: number): Layer {
  const parameters: Parameter[] = [
    { role: 'kernel', shape: [classes, channelsOf(x)] },
    { role: 'bias', shape: [classes] },
  ];
  return append(list, { ...common(place, [x], [classes], parameters), kind: 'fully-connected' });
}

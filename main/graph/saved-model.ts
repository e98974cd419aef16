import { assertNever } from '../../shared/assert-never.ts';
import type {
  ActivationFunction,
  Architecture,
  ConvolutionLayer,
  Layer,
  Shape,
  Weights,
} from '../efficientnet/architecture.ts';
import { padConvolution } from '../efficientnet/padding.ts';
import { IMAGES, LOGITS, writeInferenceLayers, type KernelAndBias, type LayerWriter } from './inference-layers.ts';
import {
  booleanAttribute,
  DT_FLOAT,
  DT_INT32,
  encodeSavedModel,
  intsAttribute,
  shapeOf,
  stringAttribute,
  tensorAttribute,
  typeAttribute,
  type AttrValue,
  type NodeDef,
} from './saved-model-schema.ts';

/** Of what `writeSavedModel` makes of one architecture and its weights; raised whenever its bytes change. */
export const SAVED_MODEL_WRITER_VERSION = 2;

/** `TF_GRAPH_DEF_VERSION` of TensorFlow 2.9, the oldest that tfjs-node 4 comes with: operators mean what they mean there. */
const GRAPH_VERSION = 1087;

/** What a reader asks for: the tags of the one graph, and its one signature. */
export const SERVING_TAG = 'serve';
export const SERVING_SIGNATURE = 'serving_default';

const T = { T: typeAttribute(DT_FLOAT) };
const NHWC = { data_format: stringAttribute('NHWC') };

/**
 * The network as a frozen TensorFlow SavedModel for inference, the bytes of its `saved_model.pb` and there are no others:
 * input `images`, float32 `[n, resolution, resolution, 3]`, normalised; output `logits`, float32 `[n, classes]`, without
 * softmax; n is any batch. Weights are constants; batch normalisation is folded into the convolutions, dropout and
 * drop-path are left out.
 *
 * @throws Error where the weights lack a parameter of the architecture, or have one of another size
 */
export function writeSavedModel(architecture: Architecture, weights: Weights): Uint8Array {
  const { resolution, classes } = architecture;
  const pictures = shapeOf([-1, resolution, resolution, 3]);
  const nodes: NodeDef[] = [];
  writeNode(nodes, IMAGES, 'Placeholder', [], { dtype: typeAttribute(DT_FLOAT), shape: { shape: pictures } });
  writeInferenceLayers(architecture, weights, savedModelLayers(nodes));
  return encodeSavedModel({
    savedModelSchemaVersion: 1,
    metaGraphs: [
      {
        metaInfoDef: { tags: [SERVING_TAG] },
        graphDef: { node: nodes, versions: { producer: GRAPH_VERSION } },
        signatureDef: {
          [SERVING_SIGNATURE]: {
            inputs: { [IMAGES]: { name: `${IMAGES}:0`, dtype: DT_FLOAT, tensorShape: pictures } },
            outputs: { [LOGITS]: { name: `${LOGITS}:0`, dtype: DT_FLOAT, tensorShape: shapeOf([-1, classes]) } },
            methodName: 'tensorflow/serving/predict',
          },
        },
      },
    ],
  });
}

/** Each appends its layer's nodes. */
function savedModelLayers(nodes: NodeDef[]): LayerWriter {
  return {
    convolution: (layer, inputs, folded, input) => writeConvolution(nodes, layer, inputs, folded, input),
    activation: (name, fn, inputs) => writeActivation(nodes, name, fn, inputs),
    globalAveragePool: (layer, inputs) => writeGlobalAveragePool(nodes, layer, inputs),
    multiply: (name, inputs) => writeNode(nodes, name, 'Mul', inputs, T),
    add: (name, inputs) => writeNode(nodes, name, 'AddV2', inputs, T),
    fullyConnected: (name, inputs, parameters) => writeFullyConnected(nodes, name, inputs, parameters),
  };
}

function writeConvolution(
  nodes: NodeDef[],
  layer: ConvolutionLayer,
  inputs: readonly string[],
  { kernel, shape, bias }: KernelAndBias,
  input: Shape,
): string {
  const { name, stride, groups } = layer;
  const [filters = 0, inputChannels = 0, height = 0, width = 0] = shape;
  const isDepthwise = groups > 1;
  if (isDepthwise && groups !== filters) throw new Error(`${name}: TensorFlow has no convolution in ${groups} groups`);
  const kernelName = writeConstant(
    nodes,
    `${name}.kernel`,
    isDepthwise ? [height, width, filters, inputChannels] : [height, width, inputChannels, filters],
    filtersLast(kernel, filters, inputChannels, height * width),
  );
  const padding = paddingOf(layer, input);
  // Where TensorFlow's oneDNN fuses a depthwise convolution with what follows it, it loses explicit pads, and the process
  // aborts (2.21, processors with AVX-512 VNNI): there the pads are a node of their own.
  const isPaddedBefore = isDepthwise && padding === 'EXPLICIT';
  const padded = isPaddedBefore ? [writePads(nodes, layer, inputs)] : inputs;
  const attributes = {
    ...T,
    ...NHWC,
    strides: intsAttribute([1, stride, stride, 1]),
    padding: stringAttribute(isPaddedBefore ? 'VALID' : padding),
    ...(padding === 'EXPLICIT' && !isDepthwise ? { explicit_paddings: intsAttribute(padsOf(layer)) } : {}),
  };
  const operator = isDepthwise ? 'DepthwiseConv2dNative' : 'Conv2D';
  const convolved = writeNode(nodes, `${name}.convolved`, operator, [...padded, kernelName], attributes);
  return writeBias(nodes, name, convolved, name, bias);
}

/**
 * By what the pads are, whichever dialect they come from: TensorFlow's kernels know `VALID` and `SAME` best.
 *
 * @param input shape of what the convolution reads
 */
function paddingOf(layer: ConvolutionLayer, input: Shape): 'VALID' | 'SAME' | 'EXPLICIT' {
  const { top, left, bottom, right } = layer.pads;
  if (top + left + bottom + right === 0) return 'VALID';
  const [height, width = height] = input;
  const same = padConvolution(height, width, layer.kernelSize, layer.stride, 'same').pads;
  const isSame = same.top === top && same.left === left && same.bottom === bottom && same.right === right;
  return isSame ? 'SAME' : 'EXPLICIT';
}

/** Before and after, of each dimension of `[n, height, width, channels]`. */
function padsOf({ pads: { top, left, bottom, right } }: ConvolutionLayer): readonly number[] {
  return [0, 0, top, bottom, left, right, 0, 0];
}

/** Zeros around what the convolution reads. */
function writePads(nodes: NodeDef[], layer: ConvolutionLayer, inputs: readonly string[]): string {
  const pads = writeConstant(nodes, `${layer.name}.pads`, [4, 2], Int32Array.from(padsOf(layer)));
  return writeNode(nodes, `${layer.name}.padded`, 'Pad', [...inputs, pads], {
    ...T,
    Tpaddings: typeAttribute(DT_INT32),
  });
}

function writeActivation(nodes: NodeDef[], name: string, fn: ActivationFunction, inputs: readonly string[]): string {
  switch (fn) {
    case 'sigmoid':
      return writeNode(nodes, name, 'Sigmoid', inputs, T);
    case 'swish':
      return writeNode(nodes, name, 'Mul', [...inputs, writeNode(nodes, `${name}.sigmoid`, 'Sigmoid', inputs, T)], T);
    case 'relu6':
      return writeNode(nodes, name, 'Relu6', inputs, T);
    default:
      return assertNever(fn);
  }
}

function writeGlobalAveragePool(nodes: NodeDef[], { name, output }: Layer, inputs: readonly string[]): string {
  const axes = writeConstant(nodes, `${name}.axes`, [2], Int32Array.of(1, 2));
  return writeNode(nodes, name, 'Mean', [...inputs, axes], {
    ...T,
    Tidx: typeAttribute(DT_INT32),
    keep_dims: booleanAttribute(output.length === 3),
  });
}

function writeFullyConnected(
  nodes: NodeDef[],
  name: string,
  inputs: readonly string[],
  { kernel, shape, bias }: KernelAndBias,
): string {
  const kernelName = writeConstant(nodes, `${name}.kernel`, shape, kernel);
  const product = writeNode(nodes, `${name}.product`, 'MatMul', [...inputs, kernelName], {
    ...T,
    transpose_b: booleanAttribute(true),
  });
  return writeBias(nodes, name, product, LOGITS, bias);
}

/** @param output name of the node, and so of the tensor that it gives */
function writeBias(nodes: NodeDef[], layer: string, input: string, output: string, bias: Float32Array): string {
  const biasName = writeConstant(nodes, `${layer}.bias`, [bias.length], bias);
  return writeNode(nodes, output, 'BiasAdd', [input, biasName], { ...T, ...NHWC });
}

function writeConstant(
  nodes: NodeDef[],
  name: string,
  sizes: readonly number[],
  values: Float32Array | Int32Array,
): string {
  const dtype = typeAttribute(values instanceof Float32Array ? DT_FLOAT : DT_INT32);
  return writeNode(nodes, name, 'Const', [], { dtype, value: tensorAttribute(sizes, values) });
}

/** Appends a node that gives one tensor of its own name, and returns that name. */
function writeNode(
  nodes: NodeDef[],
  name: string,
  op: string,
  input: readonly string[],
  attr: Readonly<Record<string, AttrValue>>,
): string {
  nodes.push({ name, op, input, attr });
  return name;
}

/**
 * `[filters, channels, height · width]` as `[height · width, channels, filters]`. Of a depthwise kernel, with one channel
 * a filter, that is `[height · width, filters, 1]` too.
 */
export function filtersLast(kernel: Float32Array, filters: number, channels: number, area: number): Float32Array {
  const transposed = new Float32Array(kernel.length);
  let from = 0;
  for (let filter = 0; filter < filters; filter++) {
    for (let channel = 0; channel < channels; channel++) {
      for (let place = 0; place < area; place++) {
        transposed[(place * channels + channel) * filters + filter] = kernel[from++]!;
      }
    }
  }
  return transposed;
}

import { assertNever } from '../../shared/assert-never.ts';
import type {
  ActivationFunction,
  Architecture,
  ConvolutionLayer,
  Layer,
  Weights,
} from '../efficientnet/architecture.ts';
import { IMAGES, LOGITS, writeInferenceLayers, type KernelAndBias, type LayerWriter } from './inference-layers.ts';
import {
  encodeModel,
  FLOAT32,
  intAttribute,
  intsAttribute,
  type AttributeProto,
  type NodeProto,
  type TensorProto,
  type ValueInfoProto,
} from './onnx-schema.ts';

/** Of what `writeOnnx` makes of one architecture and its weights; raised whenever its bytes change. */
export const ONNX_WRITER_VERSION = 1;

/** Operators are those of this version of the operator set, and of the file layout that came with it. */
const OPSET_VERSION = 17;
const IR_VERSION = 8;

/** Bounds of ReLU6, as the tensors that ONNX's Clip reads. */
const ZERO = 'zero';
const SIX = 'six';

/** A graph while it is written. */
interface OnnxGraph {
  readonly nodes: NodeProto[];
  readonly initializers: TensorProto[];
}

/**
 * The network as an ONNX model for inference: input `images`, float32 `[n, 3, resolution, resolution]`, normalised;
 * output `logits`, float32 `[n, classes]`, without softmax; n is any batch. Batch normalisation is folded into the
 * convolutions, padding is the convolutions' own (a Pad node costs ONNX Runtime a quarter of its speed), dropout and
 * drop-path are left out.
 *
 * @throws Error where the weights lack a parameter of the architecture, or have one of another size
 */
export function writeOnnx(architecture: Architecture, weights: Weights): Uint8Array {
  const { resolution, classes } = architecture;
  const graph: OnnxGraph = { nodes: [], initializers: [] };
  writeInferenceLayers(architecture, weights, onnxLayers(graph));
  return encodeModel({
    irVersion: IR_VERSION,
    producerName: 'classifold',
    opsetImport: [{ domain: '', version: OPSET_VERSION }],
    graph: {
      name: 'efficientnet',
      node: graph.nodes,
      initializer: graph.initializers,
      input: [batchOf(IMAGES, [3, resolution, resolution])],
      output: [batchOf(LOGITS, [classes])],
    },
  });
}

/** Each appends its layer's nodes to the graph. */
function onnxLayers(graph: OnnxGraph): LayerWriter {
  return {
    convolution: (layer, inputs, folded) => writeConvolution(graph, layer, inputs, folded),
    activation: (name, fn, inputs) => writeActivation(graph, name, fn, inputs),
    globalAveragePool: (layer, inputs) => writeGlobalAveragePool(graph, layer, inputs),
    multiply: (name, inputs) => writeNode(graph, name, 'Mul', inputs),
    add: (name, inputs) => writeNode(graph, name, 'Add', inputs),
    fullyConnected: (name, inputs, parameters) => writeFullyConnected(graph, name, inputs, parameters),
  };
}

function writeConvolution(
  graph: OnnxGraph,
  { name, kernelSize, stride, groups, pads }: ConvolutionLayer,
  inputs: readonly string[],
  folded: KernelAndBias,
): string {
  return writeNode(
    graph,
    name,
    'Conv',
    [...inputs, ...writeParameters(graph, name, folded)],
    [
      intsAttribute('kernel_shape', [kernelSize, kernelSize]),
      intsAttribute('strides', [stride, stride]),
      intsAttribute('pads', [pads.top, pads.left, pads.bottom, pads.right]),
      intAttribute('group', groups),
    ],
  );
}

function writeGlobalAveragePool(graph: OnnxGraph, { name, output }: Layer, inputs: readonly string[]): string {
  const pooled = writeNode(graph, name, 'GlobalAveragePool', inputs);
  return output.length === 3 ? pooled : writeNode(graph, `${name}.flatten`, 'Flatten', [pooled]);
}

function writeActivation(graph: OnnxGraph, name: string, fn: ActivationFunction, inputs: readonly string[]): string {
  switch (fn) {
    case 'sigmoid':
      return writeNode(graph, name, 'Sigmoid', inputs);
    case 'swish':
      return writeNode(graph, name, 'Mul', [...inputs, writeNode(graph, `${name}.sigmoid`, 'Sigmoid', inputs)]);
    case 'relu6':
      if (!graph.initializers.some((tensor) => tensor.name === ZERO)) {
        writeTensor(graph, ZERO, [], Float32Array.of(0));
        writeTensor(graph, SIX, [], Float32Array.of(6));
      }
      return writeNode(graph, name, 'Clip', [...inputs, ZERO, SIX]);
    default:
      return assertNever(fn);
  }
}

function writeFullyConnected(
  graph: OnnxGraph,
  name: string,
  inputs: readonly string[],
  parameters: KernelAndBias,
): string {
  const tensors = writeParameters(graph, name, parameters);
  return writeNode(graph, LOGITS, 'Gemm', [...inputs, ...tensors], [intAttribute('transB', 1)]);
}

function writeParameters(graph: OnnxGraph, name: string, { kernel, shape, bias }: KernelAndBias): readonly string[] {
  return [writeTensor(graph, `${name}.kernel`, shape, kernel), writeTensor(graph, `${name}.bias`, [bias.length], bias)];
}

/** Appends a node that gives one tensor of its own name, and returns that name. */
function writeNode(
  graph: OnnxGraph,
  name: string,
  opType: string,
  input: readonly string[],
  attribute: readonly AttributeProto[] = [],
): string {
  graph.nodes.push({ name, opType, input, output: [name], attribute });
  return name;
}

function writeTensor(graph: OnnxGraph, name: string, dims: readonly number[], values: Float32Array): string {
  const rawData = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  graph.initializers.push({ name, dims, dataType: FLOAT32, rawData });
  return name;
}

/** `[n, …dims]`, float32; each call chooses n. */
function batchOf(name: string, dims: readonly number[]): ValueInfoProto {
  const dim = [{ dimParam: 'n' }, ...dims.map((dimValue) => ({ dimValue }))];
  return { name, type: { tensorType: { elemType: FLOAT32, shape: { dim } } } };
}

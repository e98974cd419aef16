import { createHash } from 'node:crypto';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import type { Layer } from '../../main/efficientnet/architecture.ts';
import { buildArchitecture } from '../../main/efficientnet/build-architecture.ts';
import { VARIANTS } from '../../main/efficientnet/variants.ts';
import { ONNX_WRITER_VERSION, writeOnnx } from '../../main/graph/onnx.ts';
import { formulaWeights } from '../../main/model/formula-weights.ts';
import { formulaPicture } from '../../main/efficientnet/formula.ts';

const scaling = { width: 0.2, depth: 0.4, resolution: 50, classes: 4, epsilon: 1e-3 };
const se = buildArchitecture({ ...VARIANTS.b0, ...scaling, padding: 'same' });
const lite = buildArchitecture({ ...VARIANTS.lite0, ...scaling, padding: 'symmetric' });

/** Nodes of one operator: the operator is field 4 of a node (wire type 2: its length, then its name). */
function countNodes(bytes: Uint8Array, operator: string): number {
  const field = String.fromCharCode((4 << 3) | 2, operator.length) + operator;
  return Buffer.from(bytes).toString('latin1').split(field).length - 1;
}

describe('writeOnnx', () => {
  it('names its input and output and leaves the batch open', async () => {
    const session = await InferenceSession.create(writeOnnx(se, formulaWeights(se)));
    expect(session.inputMetadata).toMatchObject([{ name: 'images', type: 'float32', shape: ['n', 3, 50, 50] }]);
    expect(session.outputMetadata).toMatchObject([{ name: 'logits', type: 'float32', shape: ['n', 4] }]);
    const pictures = new Float32Array(3 * 3 * 50 * 50);
    pictures.set(formulaPicture(50), 2 * 3 * 50 * 50);
    const { logits } = await session.run({ images: new Tensor('float32', pictures, [3, 3, 50, 50]) });
    expect(logits?.dims).toEqual([3, 4]);
    await session.release();
  });

  it('writes one node a layer, padding into the convolutions, and leaves out what acts in training only', () => {
    const bytes = writeOnnx(se, formulaWeights(se));
    const layers = (kind: Layer['kind']) => se.layers.filter((layer) => layer.kind === kind).length;
    const swishes = se.layers.filter((layer) => layer.kind === 'activation' && layer.function === 'swish').length;
    expect(layers('drop-path')).toBeGreaterThan(0);
    expect(countNodes(bytes, 'Conv')).toBe(layers('convolution'));
    expect(countNodes(bytes, 'Sigmoid')).toBe(layers('activation'));
    expect(countNodes(bytes, 'Mul')).toBe(layers('multiply') + swishes);
    expect(countNodes(bytes, 'Add')).toBe(layers('add'));
    expect(countNodes(bytes, 'GlobalAveragePool')).toBe(layers('global-average-pool'));
    expect(countNodes(bytes, 'Gemm')).toBe(1);
    for (const absent of ['Pad', 'BatchNormalization', 'Dropout', 'Softmax']) expect(countNodes(bytes, absent)).toBe(0);
  });

  // Graphs are cached under the writer's version: whoever changes what is written raises it, and then this digest.
  it.each([
    ['with squeeze-and-excitation', se, 'd404282f5979a9b3b78b7d63ded98d58dc3f334b96a5eab08373b9be9c7f65fe'],
    ['of the Lite family', lite, '3606a8b17e10876912806897a3a4c02569b29fdf449df647a32f97eec3990f0f'],
  ])('writes the same bytes for the same network %s as long as its version stays', (_, architecture, digest) => {
    expect(ONNX_WRITER_VERSION).toBe(1);
    const bytes = writeOnnx(architecture, formulaWeights(architecture));
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(digest);
  });

  it('refuses weights that lack a parameter or have one of another size', () => {
    const weights = new Map(formulaWeights(lite));
    weights.set('classifier.bias', new Float32Array(5));
    expect(() => writeOnnx(lite, weights)).toThrow('the weights have 5 values for classifier.bias');
    weights.delete('stem.bn.gamma');
    expect(() => writeOnnx(lite, weights)).toThrow('the weights have no values for stem.bn.gamma');
  });
});

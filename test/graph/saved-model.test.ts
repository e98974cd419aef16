import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Layer } from '../../main/efficientnet/architecture.ts';
import { buildArchitecture } from '../../main/efficientnet/build-architecture.ts';
import { VARIANTS } from '../../main/efficientnet/variants.ts';
import { SAVED_MODEL_WRITER_VERSION, writeSavedModel } from '../../main/graph/saved-model.ts';
import { formulaWeights } from '../../main/model/formula-weights.ts';

const scaling = { width: 0.2, depth: 0.4, resolution: 50, classes: 4, epsilon: 1e-3 };
const se = buildArchitecture({ ...VARIANTS.b0, ...scaling, padding: 'same' });
const lite = buildArchitecture({ ...VARIANTS.lite0, ...scaling, padding: 'symmetric' });

/** How often a field is there with these characters (wire type 2: its number and type, their length, then they). */
function countText(bytes: Uint8Array, field: number, text: string): number {
  const written = String.fromCharCode((field << 3) | 2, text.length) + text;
  return Buffer.from(bytes).toString('latin1').split(written).length - 1;
}

/** Nodes of one operator: field 2 of a node. */
const countNodes = (bytes: Uint8Array, operator: string) => countText(bytes, 2, operator);
/** Attributes of one value: field 2 of an attribute too. */
const countValues = countNodes;

const countLayers = (kind: Layer['kind']) => se.layers.filter((layer) => layer.kind === kind).length;

describe('writeSavedModel', () => {
  it('writes one node a layer and leaves out what acts in training only', () => {
    const bytes = writeSavedModel(se, formulaWeights(se));
    const depthwise = se.layers.filter((layer) => layer.kind === 'convolution' && layer.groups > 1).length;
    const swishes = se.layers.filter((layer) => layer.kind === 'activation' && layer.function === 'swish').length;
    expect(countNodes(bytes, 'DepthwiseConv2dNative')).toBe(depthwise);
    expect(countNodes(bytes, 'Conv2D')).toBe(countLayers('convolution') - depthwise);
    expect(countNodes(bytes, 'BiasAdd')).toBe(countLayers('convolution') + 1);
    expect(countNodes(bytes, 'Sigmoid')).toBe(countLayers('activation'));
    expect(countNodes(bytes, 'Mul')).toBe(countLayers('multiply') + swishes);
    expect(countNodes(bytes, 'AddV2')).toBe(countLayers('add'));
    expect(countNodes(bytes, 'Mean')).toBe(countLayers('global-average-pool'));
    expect(countNodes(bytes, 'MatMul')).toBe(1);
    for (const absent of ['Pad', 'FusedBatchNormV3', 'Softmax', 'VarHandleOp', 'Relu6']) {
      expect(countNodes(bytes, absent)).toBe(0);
    }
    expect(countNodes(writeSavedModel(lite, formulaWeights(lite)), 'Relu6')).toBeGreaterThan(0);
  });

  it('writes padding as SAME where that is what TensorFlow pads, else explicitly, before a depthwise convolution as a node', () => {
    const convolutions = lite.layers.filter((layer) => layer.kind === 'convolution');
    // Of the symmetric dialects those of stride 2 over an even length differ from TensorFlow's.
    const uneven = convolutions.filter(({ kernelSize, stride, inputs }) => {
      const [side = 0] = lite.layers.find(({ name }) => name === inputs[0])?.output ?? [];
      return kernelSize > 1 && stride === 2 && side % 2 === 0;
    });
    const depthwise = uneven.filter(({ groups }) => groups > 1).length;
    const full = uneven.length - depthwise;
    const padded = convolutions.filter(({ kernelSize }) => kernelSize > 1).length;
    expect(depthwise).toBeGreaterThan(0);
    expect(full).toBeGreaterThan(0);
    const symmetric = writeSavedModel(lite, formulaWeights(lite));
    expect(countText(symmetric, 1, 'explicit_paddings')).toBe(full);
    expect(countValues(symmetric, 'EXPLICIT')).toBe(full);
    expect(countNodes(symmetric, 'Pad')).toBe(depthwise);
    expect(countValues(symmetric, 'SAME')).toBe(padded - uneven.length);
    expect(countValues(symmetric, 'VALID')).toBe(convolutions.length - padded + depthwise);
    expect(countValues(writeSavedModel(se, formulaWeights(se)), 'EXPLICIT')).toBe(0);
  });

  // Graphs are cached under the writer's version: whoever changes what is written raises it, and then this digest.
  it.each([
    ['with squeeze-and-excitation', se, 'd4022ff061f8493a5e99f009785b3c5b431aa9acb289873e6cb97b48a9fdad6b'],
    ['of the Lite family', lite, 'da5a14e423f4fbaaa5eb4bfdcfcc407b9458fdf0d93f85dbd2fcf1766bbd61cd'],
  ])('writes the same bytes for the same network %s as long as its version stays', (_, architecture, digest) => {
    expect(SAVED_MODEL_WRITER_VERSION).toBe(2);
    const bytes = writeSavedModel(architecture, formulaWeights(architecture));
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(digest);
  });

  it('refuses weights that lack a parameter or have one of another size', () => {
    const weights = new Map(formulaWeights(lite));
    weights.set('classifier.bias', new Float32Array(5));
    expect(() => writeSavedModel(lite, weights)).toThrow('the weights have 5 values for classifier.bias');
    weights.delete('stem.bn.gamma');
    expect(() => writeSavedModel(lite, weights)).toThrow('the weights have no values for stem.bn.gamma');
  });
});

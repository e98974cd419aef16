import { describe, expect, it } from 'vitest';
import type { EngineDescription } from '../../shared/engine-report.ts';
import { engineCommandTexts as texts } from '../../shared/texts/engine-commands.ts';

const here: EngineDescription = {
  ...{
    engine: 'onnxruntime:cpu',
    version: '1',
    package: null,
    usesGpu: false,
    cardUnused: null,
    source: 'bundled',
    pack: null,
  },
  state: { kind: 'present', device: null, memoryBytes: null, isSoftware: false },
  picturesPerSecond: null,
};
const software = { kind: 'present', device: 'SwiftShader', memoryBytes: null, isSoftware: true } as const;

describe('the state of an engine on the command line', () => {
  it.each<[string, EngineDescription, string]>([
    ['the processor', here, 'present'],
    ['DirectML', { ...here, engine: 'onnxruntime:directml', usesGpu: true }, 'present, never run'],
    ['WebGPU on a card', { ...here, engine: 'onnxruntime:webgpu', usesGpu: true }, 'present, never run'],
    [
      'WebGPU in software',
      { ...here, engine: 'onnxruntime:webgpu', usesGpu: true, state: software },
      'present, in software',
    ],
    ['TensorFlow on the processor', { ...here, engine: 'tensorflow', source: 'package' }, 'present'],
    ['TensorFlow on a card', { ...here, engine: 'tensorflow', source: 'package', usesGpu: true }, 'present, never run'],
  ])('says of %s whether anybody has run it', (_, described, state) => {
    expect(texts.row(described)[1]).toBe(state);
  });

  it('comes with the package that loaded, and why not the one before it', () => {
    const loaded = { name: 'tfjs-node', version: '4', passedOver: [] };
    const report = { choice: 'auto', inUse: 'onnxruntime:cpu', why: '' } as const;
    const said = (passedOver: readonly string[]) =>
      texts.packages({
        ...report,
        engines: [here, { ...here, engine: 'tensorflow', package: { ...loaded, passedOver } }],
      });
    expect(said([])).toEqual(['tensorflow: tfjs-node 4 loaded.']);
    expect(said(['tfjs-node-gpu cannot be loaded: why'])).toEqual([
      'tensorflow: tfjs-node 4 loaded; tfjs-node-gpu cannot be loaded: why.',
    ]);
  });

  it('comes with why a card is not used', () => {
    const report = { choice: 'auto', inUse: 'onnxruntime:cpu', why: '' } as const;
    expect(
      texts.faults({ ...report, engines: [here, { ...here, engine: 'tensorflow', cardUnused: 'no CUDA' }] }),
    ).toEqual(['tensorflow: it computes on the CPU, not on the graphics card that is here: no CUDA.']);
  });
});

import { describe, expect, it } from 'vitest';
import { recognitionTexts } from '../../shared/texts/recognition.ts';

const network = { dialect: 'timm', variant: 'lite0', classes: 1 } as const;

describe('what is said of a recognised checkpoint', () => {
  it('names the network', () => {
    expect(recognitionTexts.network(network)).toBe('EfficientNet-Lite0, 1 class, tensors named as in timm');
    const b4 = { dialect: 'torchvision', variant: 'b4', classes: 1000 } as const;
    expect(recognitionTexts.network(b4)).toBe('EfficientNet-B4, 1,000 classes, tensors named as in torchvision');
  });

  it('says which origin to give where the other of two is right', () => {
    expect(recognitionTexts.assumption({ kind: 'family', taken: 'timm', other: 'timm-tf' })).toMatch(
      /^Taken for a network of timm \(efficientnet_\*\)\. .* give the origin timm-tf\.$/,
    );
  });

  it('warns of another preprocessing where the classes are not the published ones', () => {
    const assumption = { kind: 'preprocessing', origin: 'torchvision', inputSize: 224 } as const;
    const plain = recognitionTexts.assumption({ ...assumption, trainedFurther: false });
    expect(plain).toBe('Pictures are prepared as for the published weights of torchvision, at 224 px.');
    expect(recognitionTexts.assumption({ ...assumption, trainedFurther: true })).toMatch(/manifest\.json/);
  });

  it('names three tensors at fault and counts the others', () => {
    const faults = ['a', 'b', 'c', 'd', 'e'].map((tensor) => ({ tensor, reason: 'is missing' }));
    const fault = { kind: 'no-such-network', nearest: network, expected: 247, matched: 242, faults } as const;
    const text = recognitionTexts.fault(fault);
    expect(text).toMatch(
      /EfficientNet-Lite0 as in timm, of whose 247 tensors 242 are there: a is missing, .*c is missing/,
    );
    expect(text).toMatch(/, and 2 more$/);
    expect(recognitionTexts.fault({ ...fault, faults: faults.slice(0, 1) })).toMatch(/: a is missing$/);
  });

  it('says what it is where it is of another origin, or none', () => {
    expect(recognitionTexts.fault({ kind: 'other-origin', network, origin: 'torchvision' })).toBe(
      'cannot be of the origin torchvision: it is EfficientNet-Lite0 with its tensors named as in timm',
    );
    expect(recognitionTexts.fault({ kind: 'no-efficientnet' })).toMatch(/^holds no EfficientNet/);
  });
});

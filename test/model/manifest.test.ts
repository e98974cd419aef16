import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { modelDigest } from '../../main/model/digest.ts';
import { parseManifest, type ModelManifest } from '../../main/model/manifest.ts';

const bundledText = readFileSync(
  join(import.meta.dirname, '../../assets/models/efficientnet-lite0/manifest.json'),
  'utf8',
);

function bundled(): ModelManifest {
  const parsed = parseManifest(bundledText);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.manifest;
}

/** What `parseManifest` says of the bundled manifest with some fields replaced (undefined: left out). */
function reasonWith(change: Record<string, unknown>): string | null {
  const parsed = parseManifest(JSON.stringify({ ...bundled(), ...change }));
  return parsed.ok ? null : parsed.reason;
}

describe('parseManifest', () => {
  it('reads the bundled manifest', () => {
    const manifest = bundled();
    expect(manifest.id).toBe('efficientnet-lite0');
    expect(manifest.variant).toBe('lite0');
    expect(manifest.preprocessing).toEqual({
      shorterSide: 256,
      inputSize: 224,
      kernel: 'cubic',
      mean: [127, 127, 127],
      std: [128, 128, 128],
    });
  });

  it.each([
    '../weights.safetensors',
    '/etc/passwd',
    'a/b',
    'a\\b',
    '..',
    '.',
    'C:weights',
    'x\0y',
    '',
    'weights. ',
    'w.',
  ])('refuses the weights file name %j, which is not a plain name in the folder', (file) => {
    expect(reasonWith({ weights: { ...bundled().weights, file } })).toMatch(/^weights\.file: /);
    expect(reasonWith({ licence: { name: 'MIT', file } })).toMatch(/^licence\.file: /);
  });

  it('names each field at fault', () => {
    const reason = reasonWith({ variant: 'b8', epsilon: 0, threshold: 1.5 });
    expect(reason).toMatch(/variant: .*; epsilon: .*; threshold: /);
    expect(reasonWith({ weights: { ...bundled().weights, sha256: 'ABC' } })).toMatch(/^weights\.sha256: /);
    expect(reasonWith({ preprocessing: { ...bundled().preprocessing, shorterSide: 200 } })).toMatch(
      /^preprocessing\.shorterSide: must be at least inputSize/,
    );
    expect(reasonWith({ preprocessing: { ...bundled().preprocessing, std: [1, 0, 1] } })).toMatch(
      /^preprocessing\.std\.1: /,
    );
    expect(reasonWith({ padding: undefined })).toMatch(/^padding: /);
  });

  it('knows the tensor names of four implementations, and of no other', () => {
    for (const dialect of ['timm', 'torchvision', 'efficientnet-pytorch', 'efficientnet-lite-pytorch']) {
      expect(reasonWith({ weights: { ...bundled().weights, dialect } })).toBeNull();
    }
    expect(reasonWith({ weights: { ...bundled().weights, dialect: 'keras' } })).toMatch(/^weights\.dialect: .*timm/);
  });

  it('refuses fields it does not know, and layouts of another version', () => {
    expect(reasonWith({ swish: 'hard' })).toMatch(/swish/);
    expect(reasonWith({ format: 2 })).toMatch(/^format: .*reads 1/);
  });

  it('says of text that is not JSON that it is not', () => {
    expect(parseManifest('{')).toMatchObject({ ok: false, reason: expect.stringMatching(/^is not JSON: /) as string });
    expect(parseManifest('[]').ok).toBe(false);
  });
});

describe('modelDigest', () => {
  const manifest = bundled();
  const digest = modelDigest(manifest);

  it('is the same for other names, labels, thresholds, licences and file names', () => {
    const renamed: ModelManifest = {
      ...manifest,
      id: 'other',
      name: 'Other',
      labelSet: 'birds',
      threshold: 0.5,
      licence: { name: 'MIT', file: 'LICENSE' },
      source: 'elsewhere',
      weights: { ...manifest.weights, file: 'other.safetensors' },
    };
    expect(modelDigest(renamed)).toBe(digest);
  });

  it.each<[string, Partial<ModelManifest>]>([
    ['weights', { weights: { ...manifest.weights, sha256: '0'.repeat(64) } }],
    ['variant', { variant: 'lite1' }],
    ['classes', { classes: 999 }],
    ['padding', { padding: 'symmetric' }],
    ['epsilon', { epsilon: 1e-5 }],
    ['shorter side', { preprocessing: { ...manifest.preprocessing, shorterSide: 257 } }],
    ['input size', { preprocessing: { ...manifest.preprocessing, inputSize: 240 } }],
    ['kernel', { preprocessing: { ...manifest.preprocessing, kernel: 'linear' } }],
    ['mean', { preprocessing: { ...manifest.preprocessing, mean: [127, 127, 128] } }],
    ['std', { preprocessing: { ...manifest.preprocessing, std: [128, 127, 128] } }],
  ])('is another for another %s', (_, change) => {
    expect(modelDigest({ ...manifest, ...change })).not.toBe(digest);
  });

  it('stays what it was: catalogs keep results under it', () => {
    expect(digest).toBe('8df61afb61e84477a7c684ba17fe10fb95538c32c3c273841b36035096ce0130');
  });
});

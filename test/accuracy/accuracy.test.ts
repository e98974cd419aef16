import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readModelFolder } from '../../main/model/model-folder.ts';
import { measureAccuracy } from './accuracy.ts';
import { hasReferencePhotos } from './reference-photos.ts';

const bundledFolder = join(import.meta.dirname, '../../assets/models/efficientnet-lite0');

describe.skipIf(!hasReferencePhotos)('200 photographs through the whole pipeline', () => {
  it('are classified as the reference implementation classifies them', async () => {
    const accuracy = await measureAccuracy();
    expect(accuracy.photos).toBe(200);
    expect(accuracy.top1).toBeGreaterThanOrEqual(0.9);
    expect(accuracy.top5).toBeGreaterThanOrEqual(0.98);
    expect(accuracy.agreement).toBeGreaterThanOrEqual(0.99);
    expect(accuracy.meanDifference).toBeLessThanOrEqual(0.015);
    const read = await readModelFolder(bundledFolder);
    expect(read.ok && read.model.manifest.threshold).toBe(Math.round(accuracy.evenChance * 100) / 100);
  });
});

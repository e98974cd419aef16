import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { samples } from '../cli/classifold.ts';
import { isSoftwareVulkanHere } from '../e2e/runtime/place.ts';
import { hasGivenReferences, ownReferences, smallReferences } from '../parity/package-references.ts';
import { bestClasses, compareOnWebGpu } from './webgpu.ts';

const LITE0_OR_B0 = /(?:lite0|b0)\.json$/;

describe.skipIf(!isSoftwareVulkanHere())('WebGPU on a software device', { timeout: 900_000 }, () => {
  it('gives the logits of the published packages, Lite0 and B0', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'classifold-webgpu-'));
    try {
      const files = [...ownReferences, ...smallReferences].filter((file) => LITE0_OR_B0.test(file));
      for (const file of files) copyFileSync(file, path.join(folder, path.basename(file)));
      const said = await compareOnWebGpu(folder);
      expect(said).toContain('b0.json');
      if (hasGivenReferences) expect(said).toContain('lite0.json');
      expect(said).toContain(', 0 over');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('classifies every sample as the CPU does', async () => {
    const names = readdirSync(samples).filter((name) => name !== 'README.md');
    const onCpu = await bestClasses('onnxruntime:cpu', names);
    expect(Object.keys(onCpu)).toHaveLength(names.length);
    expect(await bestClasses('onnxruntime:webgpu', names)).toEqual(onCpu);
  });
});

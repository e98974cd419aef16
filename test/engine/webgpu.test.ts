import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { softwareVulkan } from '../../main/cli/software-vulkan.js';
import { forkProgram } from '../../main/cli/fork-program.ts';
import { probe } from '../../main/pool/probe.ts';
import { projectRoot } from '../cli/classifold.ts';
import { isSoftwareVulkanHere } from '../e2e/runtime/place.ts';
import { TOLERANCE } from '../parity/reference.ts';

let cacheDir: string;
beforeEach(() => {
  cacheDir = mkdtempSync(path.join(tmpdir(), 'classifold-webgpu-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(cacheDir, { recursive: true });
});

// That pictures are classified with it is tested in webgpu.full.test.ts: two and a half seconds a picture on two cores, and eight for the programs of the first one.
describe.skipIf(!isSoftwareVulkanHere())('WebGPU on a software device', { timeout: 240_000 }, () => {
  it('computes the logits that the CPU computes', async () => {
    for (const [name, value] of Object.entries(softwareVulkan(process.env))) vi.stubEnv(name, value);
    const logitsOn = async (engine: 'onnxruntime:cpu' | 'onnxruntime:webgpu') => {
      const answer = await probe(
        {
          engine,
          network: {
            kind: 'model',
            modelFolder: path.join(projectRoot, 'assets', 'models', 'efficientnet-lite0'),
            cacheDir,
          },
          ...{ workers: 1, threads: 1, batch: 1, measureMs: 1 },
        },
        {
          spawn: forkProgram,
          workerScript: path.join(projectRoot, 'out', 'program', 'worker.cjs'),
          deadlineMs: 230_000,
        },
      );
      if (!answer.ok) throw new Error(answer.reason);
      return answer.figures.logits;
    };
    const expected = await logitsOn('onnxruntime:cpu');
    const logits = await logitsOn('onnxruntime:webgpu');
    // Another order of sums: it is another device that computed.
    expect(logits).not.toEqual(expected);
    const deviations = logits.map((logit, i) => Math.abs(logit - (expected[i] ?? Number.NaN)));
    const spread = Math.sqrt(expected.reduce((sum, logit) => sum + logit ** 2, 0) / expected.length);
    expect(Math.max(...deviations) / spread).toBeLessThanOrEqual(TOLERANCE);
  });
});

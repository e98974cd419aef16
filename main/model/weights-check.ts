import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { modelFaultTexts as texts } from '../../shared/texts/model-faults.ts';
import type { Model } from './model-folder.ts';
import { fileFault, type ModelProblem } from './problem.ts';

/**
 * Reads the weights file once and compares its SHA-256 with the manifest's. Null when they agree. 10 MB take about
 * 10 ms; callers check once a run, not once a worker.
 */
export async function checkWeights({ manifest, weightsPath }: Model): Promise<ModelProblem | null> {
  let sha256: string;
  try {
    sha256 = await fileSha256(weightsPath);
  } catch (error) {
    return { kind: 'unreadable-weights', file: weightsPath, reason: fileFault(error) };
  }
  if (sha256 === manifest.weights.sha256) return null;
  const reason = texts.otherDigest;
  return { kind: 'changed-weights', file: weightsPath, reason };
}

/** SHA-256 of a file's bytes, lower-case hexadecimal, a part of them in memory at a time. Rejects with what the file system says. */
export async function fileSha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Session } from '../../main/engine/engine.ts';
import { onnxruntimeCpu } from '../../main/engine/onnxruntime.ts';
import { openSession } from '../../main/engine/open-session.ts';
import { softmax } from '../../main/engine/softmax.ts';
import { topK } from '../../main/engine/top-k.ts';
import { readModelFolder, type Model } from '../../main/model/model-folder.ts';
import { loadModelWeights, modelArchitecture } from '../../main/model/network.ts';
import { decodePicture } from '../../main/picture/decode.ts';
import { writeImageTensor } from '../../main/picture/image-tensor.ts';
import { readPictureFile } from '../../main/picture/picture-file.ts';
import type { Preprocessing } from '../../shared/preprocessing.ts';
import type { ClassScore } from '../../shared/prediction.ts';

const bundledFolder = join(import.meta.dirname, '../../assets/models/efficientnet-lite0');
const LIMITS = { maxBytes: 100_000_000, maxMemoryBytes: 2e9 };
const TOP_K = 5;

/**
 * Classifies files with the bundled model, through every step that a worker takes: read, decode, tensor, session,
 * softmax, top five. Throws where a step fails.
 */
export async function classifyWithBundledModel(files: readonly string[]): Promise<readonly (readonly ClassScore[])[]> {
  const { model, session } = await openBundledModel();
  const { preprocessing } = model.manifest;
  const tensor = new Float32Array(3 * preprocessing.inputSize ** 2);
  const results: (readonly ClassScore[])[] = [];
  try {
    for (const file of files) {
      writeImageTensor(await decodeFile(file, preprocessing), preprocessing, tensor, 0);
      results.push(topK(softmax(await session.run(tensor, 1)), TOP_K));
    }
  } finally {
    await session.dispose();
  }
  return results;
}

async function openBundledModel(): Promise<{ readonly model: Model; readonly session: Session }> {
  const read = await readModelFolder(bundledFolder);
  if (!read.ok) throw new Error(read.problem.reason);
  const { model } = read;
  const architecture = modelArchitecture(model.manifest);
  const cacheDir = await mkdtemp(join(tmpdir(), 'classifold-graphs-'));
  try {
    const opened = await openSession(onnxruntimeCpu, {
      architecture,
      modelDigest: model.digest,
      cacheDir,
      threads: 2,
      loadWeights: async () => {
        const loaded = await loadModelWeights(model, architecture);
        return loaded.ok ? loaded : { ok: false, reason: loaded.problem.reason };
      },
    });
    if (!opened.ok) throw new Error(opened.reason);
    return { model, session: opened.session };
  } finally {
    await rm(cacheDir, { recursive: true, force: true });
  }
}

/** What the network is to see of a picture file, RGB, `[inputSize, inputSize, 3]`. Throws where it cannot be had. */
export async function decodeFile(file: string, preprocessing: Preprocessing): Promise<Uint8Array> {
  const picture = await readPictureFile(file, LIMITS);
  if (!picture.ok) throw new Error(`${file}: ${picture.failure.detail}`);
  const decoded = await decodePicture(picture.bytes, { preprocessing, maxMemoryBytes: LIMITS.maxMemoryBytes });
  if (!decoded.ok) throw new Error(`${file}: ${decoded.failure.detail}`);
  return decoded.pixels;
}

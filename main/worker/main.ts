import { onnxruntimeCpu } from '../engine/onnxruntime.ts';
import { openSession } from '../engine/open-session.ts';
import { readModelFolder } from '../model/model-folder.ts';
import { loadModelWeights, modelArchitecture } from '../model/network.ts';
import { decodePicture } from '../picture/decode.ts';
import { readPictureFile } from '../picture/picture-file.ts';
import type { WorkerStart } from './protocol.ts';
import { runWorker, type OpenedModel } from './run-worker.ts';
import { openParentPort } from './parent-port.ts';

async function openModel(start: WorkerStart): Promise<OpenedModel> {
  const read = await readModelFolder(start.modelFolder);
  if (!read.ok) return { ok: false, reason: `${read.problem.file} ${read.problem.reason}` };
  const { model } = read;
  const architecture = modelArchitecture(model.manifest);
  const opened = await openSession(onnxruntimeCpu, {
    architecture,
    modelDigest: model.digest,
    loadWeights: async () => {
      const loaded = await loadModelWeights(model, architecture);
      return loaded.ok ? loaded : { ok: false, reason: `${loaded.problem.file} ${loaded.problem.reason}` };
    },
    cacheDir: start.cacheDir,
    threads: start.threads,
  });
  if (!opened.ok) return opened;
  const { preprocessing, classes } = model.manifest;
  return { ok: true, session: opened.session, preprocessing, classes };
}

runWorker(
  {
    readPictureFile: (path, options) => readPictureFile(typeof path === 'string' ? path : Buffer.from(path), options),
    decodePicture,
    openModel,
  },
  openParentPort(),
);

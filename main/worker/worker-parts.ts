import { describeLibrary } from '../engine/describe-library.ts';
import { engineNamed } from '../engine/engines.ts';
import { openSession, openWithWeights } from '../engine/open-session.ts';
import { formulaWeights, publishedArchitecture } from '../model/formula-weights.ts';
import { readModelFolder } from '../model/model-folder.ts';
import { loadModelWeights, modelArchitecture } from '../model/network.ts';
import type { ModelProblem } from '../model/problem.ts';
import { checkWeights } from '../model/weights-check.ts';
import { decodePicture } from '../picture/decode.ts';
import { readPictureFile } from '../picture/picture-file.ts';
import type { WorkerParts } from './ports.ts';

const openModel: WorkerParts['openModel'] = async ({ engine: name, packFolder, modelFolder, cacheDir, threads }) => {
  const engine = engineNamed(name, packFolder ?? null);
  const read = await readModelFolder(modelFolder);
  if (!read.ok) return refused(read.problem);
  const { model } = read;
  const architecture = modelArchitecture(model.manifest);
  const opened = await openSession(engine, {
    architecture,
    modelDigest: model.digest,
    loadWeights: async () => {
      // The graph is kept under the model's digest: made of other weights, it would be found again when these are mended.
      const damage = await checkWeights(model);
      if (damage !== null) return refused(damage);
      const loaded = await loadModelWeights(model, architecture);
      return loaded.ok ? loaded : refused(loaded.problem);
    },
    cacheDir,
    threads,
  });
  if (!opened.ok) return opened;
  const { preprocessing, classes } = model.manifest;
  const { session, cacheProblem } = opened;
  return { ok: true, session, layout: engine.layout, preprocessing, classes, cacheProblem };
};

function refused({ file, reason }: ModelProblem): { readonly ok: false; readonly reason: string } {
  return { ok: false, reason: `${file} ${reason}` };
}

const openVariant: WorkerParts['openVariant'] = async ({ engine: name, packFolder, variant, threads }) => {
  const engine = engineNamed(name, packFolder ?? null);
  const architecture = publishedArchitecture(variant);
  const opened = await openWithWeights(engine, architecture, formulaWeights(architecture), threads);
  if (!opened.ok) return opened;
  const { resolution, classes } = architecture;
  return { ok: true, session: opened.session, layout: engine.layout, resolution, classes };
};

/** What a real worker is made of. */
export const workerParts: WorkerParts = {
  readPictureFile,
  decodePicture,
  openModel,
  openVariant,
  describeEngine: ({ engine, packFolder }) => describeLibrary(engine, packFolder),
};

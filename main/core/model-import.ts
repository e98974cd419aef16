import { rm } from 'node:fs/promises';
import path from 'node:path';
import { REFERENCE_ENGINE } from '../../shared/engine.ts';
import type { Prediction } from '../../shared/prediction.ts';
import { idOfName, MAX_NAME_LENGTH } from '../model/manifest.ts';
import { openModelSource, prepareModel, type PreparedModel } from '../model/import-model.ts';
import { listModels, readModelFolder, type Model } from '../model/model-folder.ts';
import type { ModelProblem } from '../model/problem.ts';
import { answer, refuse, type Answer } from './answer.ts';
import type { Core, CoreOptions } from './host-contract.ts';
import { labelled, nameClasses } from './model-choice.ts';
import { openRunPool } from './run-pool.ts';

/** What programs put behind a checkpoint's name. */
const CHECKPOINT_ENDING = /(?:\.(?:safetensors|pth|pt|bin|ckpt|tar))+$/i;

/** Bringing a person's own models in. */
export function createModelImport(options: CoreOptions): Pick<Core, 'importModel'> {
  return {
    importModel: async (request, signal, tell) => {
      const { file, origin, labelsFile } = request;
      const name = (request.name ?? path.basename(file).replace(CHECKPOINT_ENDING, '')).trim();
      const id = idOfName(name);
      if (id === null || name.length > MAX_NAME_LENGTH) return refuse({ kind: 'unusable-model-name', name });
      const { models } = await listModels(options.modelDirs);
      const opened = await openModelSource({ file, origin, labelsFile }, options.taxonomyDir);
      if (!opened.ok) return unusable(opened.problem);
      const source = opened.value;
      const { recognised } = source;
      try {
        tell(recognised);
        const prepared = await prepareModel(source, { file, origin, labelsFile, id, name }, options.ownModelsDir);
        if (!prepared.ok) return unusable(prepared.problem);
        try {
          const { model } = prepared.value;
          const present = models.find(({ digest }) => digest === model.digest);
          if (present !== undefined) return answer({ kind: 'present', model: present, recognised });
          if (models.some(({ manifest }) => manifest.id === id)) return refuse({ kind: 'model-taken', id });
          const isCancelled = (): boolean => signal.aborted;
          if (isCancelled()) return answer({ kind: 'cancelled' });
          const tried = await tryModel(options, prepared.value, request.testPicture, signal);
          if (isCancelled()) return answer({ kind: 'cancelled' });
          if (!tried.ok) return tried;
          const imported = await moveIn(options, prepared.value);
          return imported.ok
            ? answer({ kind: 'imported', model: imported.value, recognised, best: tried.value })
            : imported;
        } finally {
          // After it has moved in there is nothing left to discard.
          await prepared.value.discard();
        }
      } finally {
        await source.file.close();
      }
    },
  };
}

async function moveIn({ ownModelsDir }: CoreOptions, prepared: PreparedModel): Promise<Answer<Model>> {
  const { id } = prepared.model.manifest;
  if (!(await prepared.moveIn())) return refuse({ kind: 'model-taken', id });
  const moved = await readModelFolder(path.join(ownModelsDir, id));
  return moved.ok ? answer(moved.model) : unusable(moved.problem);
}

/** Classifies one picture in a worker of its own, as a run would; a network whose logits are not finite is refused. */
async function tryModel(
  options: CoreOptions,
  { model }: PreparedModel,
  testPicture: string,
  signal: AbortSignal,
): Promise<Answer<Prediction>> {
  const named = await nameClasses(options, model);
  if (!named.ok) return named;
  const broken = (reason: string) => refuse({ kind: 'unusable-model', file: model.weightsPath, reason });
  const deaths: string[] = [];
  const { pool } = openRunPool(
    {
      ...options,
      // The graph leaves with the folder, if the model does not stay.
      cacheDir: path.join(model.folder, GRAPHS),
      thumbnails: null,
      runLimits: () => ({ ...options.runLimits(), workers: 1 }),
    },
    model,
    REFERENCE_ENGINE,
    1,
    (detail) => {
      deaths.push(ERROR_LINE.exec(detail)?.[0] ?? detail);
    },
  );
  const stop = (): void => void pool.kill();
  signal.addEventListener('abort', stop);
  try {
    const task = { id: 1, path: testPicture, alone: null };
    const outcome = await pool.classify(task, () => Promise.resolve('classify'));
    switch (outcome.kind) {
      case 'classified': {
        const [best] = labelled(outcome.classification.scores, named.value.taxonomy);
        return best === undefined ? broken('gave no class') : answer(best);
      }
      case 'failed':
        // The picture is known to be good: where a process broke over it, what the process said tells more.
        return broken(`does not classify a test picture: ${deaths[0] ?? outcome.failure.detail}`);
      case 'stopped':
        return broken(`does not classify a test picture: ${outcome.reason}`);
      case 'released':
        throw new Error('the test picture was to be classified, and was released');
    }
  } finally {
    signal.removeEventListener('abort', stop);
    await pool.close();
    await rm(path.join(model.folder, GRAPHS), { recursive: true, force: true });
  }
}

const GRAPHS = 'graphs';
/** Of a stack: the line that names the error. */
const ERROR_LINE = /^\w*Error: .+$/m;

function unusable({ file, reason }: ModelProblem): Answer<never> {
  return refuse({ kind: 'unusable-model', file, reason });
}

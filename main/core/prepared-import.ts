import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { FailureKind } from '../../shared/failure.ts';
import type { RecognisedModel } from '../../shared/model-import.ts';
import type { Prediction } from '../../shared/prediction.ts';
import type { RunLimits } from '../../shared/settings.ts';
import { modelFaultTexts as texts } from '../../shared/texts/model-faults.ts';
import { modelCosts, type ModelCosts } from '../model/costs.ts';
import { openModelSource, prepareModel, type ImportRequest, type PreparedModel } from '../model/import-model.ts';
import { listModels, readModelFolder, type Model } from '../model/model-folder.ts';
import { checkWeights } from '../model/weights-check.ts';
import { answer, refuse, unusable, type Answer } from './answer.ts';
import type { PreparedImport } from './host-answers.ts';
import type { CoreOptions } from './host-contract.ts';
import { labelled, nameClasses } from './model-choice.ts';
import { networkRefusal, openRunPool, REFERENCE_ON_CPU } from './run-pool.ts';

/** What is known of a checkpoint before it is a model: hears it, and may refuse it. Null: go on. */
export type JudgeRecognised = (recognised: RecognisedModel) => Answer<never> | null;

export interface WantedModel extends ImportRequest {
  /** Whether a damaged model stands in its place, and makes room for it. */
  readonly replaces: boolean;
}

/**
 * Makes a model of a checkpoint beside its place, and tries it on a picture. What is prepared has to be accepted or
 * discarded; otherwise nothing is left.
 */
export async function prepareImport(
  options: CoreOptions,
  request: WantedModel,
  testPicture: string,
  signal: AbortSignal,
  judge: JudgeRecognised,
): Promise<Answer<PreparedImport>> {
  const { models: listed } = await listModels(options.modelDirs);
  const models = request.replaces ? listed.filter(({ manifest }) => manifest.id !== request.id) : listed;
  const opened = await openModelSource(request, options.taxonomyDir);
  if (!opened.ok) return unusable(opened.problem);
  const source = opened.value;
  const { recognised } = source;
  let prepared: PreparedModel | null = null;
  let isKept = false;
  const isCancelled = (): boolean => signal.aborted;
  try {
    const refused = judge(recognised);
    if (refused !== null) return refused;
    const costs = modelCosts({ ...source.recognition.network, ...source.recognition.conventions });
    const tooLittle = refusedTrial(options, request.name, costs);
    if (tooLittle !== null) return tooLittle;
    const made = await prepareModel(source, request, options.ownModelsDir);
    if (!made.ok) return unusable(made.problem);
    prepared = made.value;
    const { model } = prepared;
    const present = models.find(({ digest }) => digest === model.digest);
    if (present !== undefined) {
      const problem = await checkWeights(present);
      if (problem === null) return answer({ kind: 'present', model: present, recognised });
      return refuse({ kind: 'damaged-model', id: present.manifest.id, file: problem.file, reason: problem.reason });
    }
    if (models.some(({ manifest }) => manifest.id === request.id))
      return refuse({ kind: 'model-taken', id: request.id });
    if (isCancelled()) return answer({ kind: 'cancelled' });
    const tried = await tryModel(options, model, testPicture, signal);
    if (isCancelled()) return answer({ kind: 'cancelled' });
    if (!tried.ok) return tried;
    isKept = true;
    const accept = (): Promise<Answer<Model>> => moveIn(options, made.value, request.replaces);
    return answer({
      kind: 'prepared',
      model,
      recognised,
      best: tried.value,
      accept,
      discard: () => made.value.discard(),
    });
  } finally {
    await source.file.close();
    if (!isKept) await prepared?.discard();
  }
}

async function moveIn(
  { ownModelsDir }: CoreOptions,
  prepared: PreparedModel,
  replaces: boolean,
): Promise<Answer<Model>> {
  const { id } = prepared.model.manifest;
  const place = path.join(ownModelsDir, id);
  try {
    // What was damaged may be gone meanwhile.
    if (replaces && existsSync(place)) await prepared.replace();
    else if (!(await prepared.moveIn())) return refuse({ kind: 'model-taken', id });
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    return unusable({ file: place, reason: texts.notMovedIn(error.message) });
  } finally {
    // After it has moved in there is nothing left to discard.
    await prepared.discard();
  }
  const moved = await readModelFolder(place);
  return moved.ok ? answer(moved.model) : unusable(moved.problem);
}

/** Why there is no memory to try a network in; null where there is. */
export function refusedTrial(options: CoreOptions, name: string, costs: ModelCosts): Answer<never> | null {
  const tooLittle = networkRefusal(name, costs, trialLimits(options), REFERENCE_ON_CPU);
  return tooLittle === null ? null : refuse(tooLittle);
}

function trialLimits({ runLimits }: CoreOptions): RunLimits {
  return { ...runLimits(), workers: 1 };
}

/** Classifies one picture in a worker of its own, as a run would; a network whose logits are not finite is refused. */
async function tryModel(
  options: CoreOptions,
  model: Model,
  testPicture: string,
  signal: AbortSignal,
): Promise<Answer<Prediction>> {
  const named = await nameClasses(options, model);
  if (!named.ok) return named;
  const broken = (reason: string) => refuse({ kind: 'unusable-model', file: model.weightsPath, reason });
  const deaths: string[] = [];
  const pool = openRunPool(
    {
      ...options,
      // The graph leaves with the folder, if the model does not stay.
      cacheDir: path.join(model.folder, GRAPHS),
      thumbnails: null,
      runLimits: () => trialLimits(options),
    },
    model,
    REFERENCE_ON_CPU,
    1,
    {
      onDeath: (detail) => {
        deaths.push(ERROR_LINE.exec(detail)?.[0] ?? detail);
      },
      onReduced: () => undefined,
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
        return best === undefined ? broken(texts.noClass) : answer(best);
      }
      case 'failed':
        if (isOfPicture(outcome.failure.kind) && deaths.length === 0)
          return refuse({ kind: 'unusable-picture', file: testPicture, reason: outcome.failure.detail });
        // Where a process broke over it, what the process said tells more.
        return broken(texts.doesNotClassify(deaths[0] ?? outcome.failure.detail));
      case 'stopped':
        return broken(texts.doesNotClassify(outcome.reason));
      case 'released':
        throw new Error('the test picture was to be classified, and was released');
    }
  } finally {
    signal.removeEventListener('abort', stop);
    await pool.close();
    await rm(path.join(model.folder, GRAPHS), { recursive: true, force: true });
  }
}

/** Not of what computes it: it could not be read, or is no picture. */
function isOfPicture(kind: FailureKind): boolean {
  return kind !== 'worker-crashed' && kind !== 'worker-killed' && kind !== 'timed-out';
}

const GRAPHS = 'graphs';
/** Of a stack: the line that names the error. */
const ERROR_LINE = /^\w*Error: .+$/m;

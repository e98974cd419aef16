import path from 'node:path';
import type { ModelsView, ModelView } from '../../shared/contract/model-views.ts';
import { applicationTexts as texts } from '../../shared/texts/application.ts';
import type { ModelProgress } from '../core/host-answers.ts';
import { refusal, reply, replyOf, type CommandHandlers } from './command-handlers.ts';
import { failureText } from './failure-text.ts';
import type { Library } from './library.ts';

export interface ModelCommandParts {
  readonly library: () => Library;
  /** Absolute: a person's own models. */
  readonly models: string;
  /** Something that the window shows has changed. */
  readonly onChange: () => void;
  /** Another model is chosen. */
  readonly onModelChange: () => void;
}

type ModelCommand = 'models' | 'chooseModel' | 'forgetModel';

/** Commands about models and what they have found in this catalog. */
export function modelCommands({
  library,
  models,
  onChange,
  onModelChange,
}: ModelCommandParts): CommandHandlers<ModelCommand> {
  return {
    models: async () => {
      const results = await library().core.modelResults();
      if (!results.ok) return refusal(failureText(results.failure));
      const view: ModelsView = {
        pictures: results.value.pictures,
        models: results.value.models.map((progress) => modelView(progress, models)).sort((a, b) => rank(a) - rank(b)),
        problems: results.value.problems.map(({ file, reason, removableId }) => ({ file, reason, removableId })),
        folder: models,
      };
      return reply(view);
    },
    chooseModel: async ({ id }) => {
      const chosen = replyOf(await library().core.chooseModel(id), (nothing) => nothing);
      if (chosen.ok) onModelChange();
      return chosen;
    },
    forgetModel: async ({ model }) => {
      // A run writes results all the time: of this model, perhaps.
      if (library().runs.view() !== null) return refusal(texts.forgetModelWhileRunning);
      try {
        return replyOf(await library().core.forgetModel(model), ({ pictures }) => ({ pictures }));
      } finally {
        // Where it broke off, some of them are gone all the same.
        onChange();
      }
    },
  };
}

/** The chosen one first, then what is installed. */
function rank({ isChosen, installed }: ModelView): number {
  return isChosen ? 0 : installed === null ? 2 : 1;
}

/** @param folder of a person's own models */
function modelView(progress: ModelProgress, folder: string): ModelView {
  const { row, id, digest, variant, classes, isChosen, pictures, predictions, reviews, installed } = progress;
  const facts = { row, id, digest, variant, classes, isChosen, done: pictures, predictions, reviews };
  if (installed === null) return { ...facts, name: id, installed: null };
  const { model, costs } = installed;
  const { name, preprocessing, threshold, licence, source, weights } = model.manifest;
  const { parameters, multiplyAdds } = costs;
  return {
    ...facts,
    name,
    installed: {
      inputSize: preprocessing.inputSize,
      threshold,
      licence: licence?.name ?? texts.licenceNotStated,
      source,
      parameters,
      multiplyAdds,
      weightBytes: weights.bytes,
      isOwn: path.dirname(model.folder) === folder,
    },
  };
}

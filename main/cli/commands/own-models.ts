import path from 'node:path';
import { createInterface } from 'node:readline/promises';
import { modelCommandTexts as texts } from '../../../shared/texts/model-commands.ts';
import type { Core } from '../../core/host-contract.ts';
import type { ModelImportRequest } from '../../core/host-requests.ts';
import { EXIT, type ExitStatus } from '../exit-status.ts';
import { testPicture } from '../host.ts';
import type { Output } from '../output.ts';
import { refuseWith } from '../refusal.ts';
import { abortOnSignal } from '../signals.ts';

/** `classifold models import FILE`. Ctrl-C leaves nothing behind. */
export async function importModel(
  core: Core,
  request: Omit<ModelImportRequest, 'testPicture'>,
  asJson: boolean,
  output: Output,
): Promise<ExitStatus> {
  const cancel = abortOnSignal();
  try {
    const { file, labelsFile } = request;
    const absolute = {
      file: path.resolve(file),
      labelsFile: labelsFile === null ? null : path.resolve(labelsFile),
      testPicture: testPicture(),
    };
    const answer = await core.importModel({ ...request, ...absolute }, cancel.signal, (found) => {
      for (const line of [texts.recognised(found), ...texts.assumed(found), ...texts.labels(found.labels)])
        output.say(line);
    });
    if (!answer.ok) return refuseWith(answer.failure, output);
    const imported = answer.value;
    if (imported.kind === 'cancelled') {
      output.say(texts.cancelled);
      return EXIT.interrupted;
    }
    const { recognised, model } = imported;
    const { manifest, folder, digest } = model;
    const { id, name } = manifest;
    if (imported.kind === 'present') {
      output.say(texts.present(id, name));
    } else {
      const { label, score } = imported.best;
      output.say(texts.tried(path.basename(absolute.testPicture), label, score));
    }
    if (asJson) output.json({ id, name, folder, digest, imported: imported.kind === 'imported', ...recognised });
    else if (imported.kind === 'imported') output.line(texts.imported(name, id, folder));
    if (imported.kind === 'imported') output.say(texts.howToUse(id));
    return EXIT.done;
  } finally {
    cancel.release();
  }
}

/** `classifold models remove ID`: asks what happens to the model's predictions, where somebody is there to be asked. */
export async function removeModel(
  core: Core,
  id: string,
  predictions: { readonly keep: boolean; readonly delete: boolean },
  output: Output,
): Promise<ExitStatus> {
  if (predictions.keep && predictions.delete) {
    output.say(texts.contradiction);
    return EXIT.wrongUsage;
  }
  const said = predictions.keep ? 'keep' : predictions.delete ? 'delete' : null;
  let answer = await core.removeModel(id, said);
  if (answer.ok && answer.value.kind === 'asks') {
    output.say(texts.predictionsOf(id, answer.value));
    if (!process.stdin.isTTY || !process.stderr.isTTY) {
      output.say(texts.sayPredictions);
      return EXIT.wrongUsage;
    }
    const chosen = await askPredictions(output);
    if (chosen === null) {
      output.say(texts.nothingRemoved);
      return EXIT.interrupted;
    }
    answer = await core.removeModel(id, chosen);
  }
  if (!answer.ok) return refuseWith(answer.failure, output);
  if (answer.value.kind === 'asks') throw new Error(`what happens to the predictions of ${id} was said`);
  const { forgotten, chosen } = answer.value;
  output.line(texts.removed(id, forgotten));
  if (chosen !== null) output.say(texts.chosenNow(chosen));
  return EXIT.done;
}

async function askPredictions(output: Output): Promise<'keep' | 'delete' | null> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const said = (await terminal.question(texts.askPredictions)).trim().toLowerCase();
    if (said === 'y' || said === 'yes') return 'delete';
    return said === 'n' || said === 'no' ? 'keep' : null;
  } catch (error) {
    if (!(error instanceof Error && error.name === 'AbortError')) throw error;
    // Ctrl-C or Ctrl-D, which are keys while a question is asked, and end no line.
    output.say('');
    return null;
  } finally {
    terminal.close();
  }
}

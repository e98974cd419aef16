import { commandLineTexts as texts } from '../../../shared/texts/command-line.ts';
import { undoneText } from '../../../shared/texts/undo.ts';
import type { Core } from '../../core/host-contract.ts';
import { EXIT, type ExitStatus } from '../exit-status.ts';
import type { Output } from '../output.ts';
import { refuseWith } from '../refusal.ts';

export interface ReviewOptions {
  readonly query: string;
  readonly modelId: string | null;
  readonly dryRun: boolean;
}

/** `classifold review accept`: what nobody has reviewed, from a score on; how many first. */
export async function acceptPredictions(
  core: Core,
  { query, modelId, dryRun, score }: ReviewOptions & { readonly score: number },
  output: Output,
): Promise<ExitStatus> {
  const answer = await core.acceptFrom({ score, selection: { query }, modelId }, (change) => {
    output.line(texts.accepting(change));
    return !dryRun;
  });
  if (!answer.ok) return refuseWith(answer.failure, output);
  output.line(dryRun ? texts.dryRun : texts.reviewed('accept', answer.value.changed));
  return EXIT.done;
}

/** `classifold review reject` and `clear`: every picture that the query finds, whatever was said of it before. */
export async function reviewPictures(
  core: Core,
  change: 'reject' | 'clear',
  { query, modelId, dryRun }: ReviewOptions,
  output: Output,
): Promise<ExitStatus> {
  const counted = await core.countMatches(query, modelId);
  if (!counted.ok) return refuseWith(counted.failure, output);
  output.line(texts.reviewing(change, counted.value.pictures));
  if (dryRun) {
    output.line(texts.dryRun);
    return EXIT.done;
  }
  const verdict = change === 'reject' ? 'rejected' : null;
  const answer = await core.review({ change: { verdict }, selection: { query }, modelId });
  if (!answer.ok) return refuseWith(answer.failure, output);
  output.line(texts.reviewed(change, answer.value.changed));
  return EXIT.done;
}

/** `classifold undo`: the last change of tags or reviews that was not taken back yet, wherever it was made. */
export async function undo(core: Core, output: Output): Promise<ExitStatus> {
  const answer = await core.undo();
  if (!answer.ok) return refuseWith(answer.failure, output);
  output.line(answer.value === null ? texts.nothingToUndo : undoneText(answer.value));
  return EXIT.done;
}

import { commandLineTexts as texts } from '../../../shared/texts/command-line.ts';
import type { Core } from '../../core/host-contract.ts';
import type { TagRequest } from '../../core/host-requests.ts';
import { EXIT, type ExitStatus } from '../exit-status.ts';
import type { Output } from '../output.ts';
import { refuseWith } from '../refusal.ts';
import { sayUnknown } from './search.ts';

/** `classifold tag` and `untag`: says how many first, then changes them in one transaction. */
export async function changeTag(
  core: Core,
  request: TagRequest & { readonly dryRun: boolean },
  output: Output,
): Promise<ExitStatus> {
  const { change, name, dryRun } = request;
  const answer = await core.changeTag(request, ({ pictures }, unknownNames) => {
    sayUnknown(unknownNames, output);
    output.line(texts.tagging(change, name, pictures));
    return !dryRun;
  });
  if (!answer.ok) return refuseWith(answer.failure, output);
  const { contents, changed, unreadable } = answer.value;
  output.line(dryRun ? texts.dryRun : texts.tagged(change, changed, contents - changed, unreadable));
  return EXIT.done;
}

/** `classifold tags list`. */
export async function listTags(core: Core, output: Output): Promise<ExitStatus> {
  const answer = await core.tags();
  if (!answer.ok) return refuseWith(answer.failure, output);
  for (const { name, pictures } of answer.value) output.line(texts.tagCount(name, pictures));
  if (answer.value.length === 0) output.say(texts.noTags);
  return EXIT.done;
}

/** `classifold tags rename OLD NEW`. */
export async function renameTag(core: Core, name: string, to: string, output: Output): Promise<ExitStatus> {
  const answer = await core.renameTag(name, to);
  if (!answer.ok) return refuseWith(answer.failure, output);
  output.line(texts.tagRenamed(name, to));
  return EXIT.done;
}

/** `classifold tags merge NAME INTO`. */
export async function mergeTag(core: Core, name: string, into: string, output: Output): Promise<ExitStatus> {
  const answer = await core.mergeTag(name, into);
  if (!answer.ok) return refuseWith(answer.failure, output);
  output.line(texts.tagMerged(name, into, answer.value.contents));
  return EXIT.done;
}

/** `classifold tags delete NAME`. */
export async function deleteTag(core: Core, name: string, output: Output): Promise<ExitStatus> {
  const answer = await core.deleteTag(name);
  if (!answer.ok) return refuseWith(answer.failure, output);
  output.line(texts.tagDeleted(name, answer.value.contents));
  return EXIT.done;
}

import { commandLineTexts as texts } from '../../../shared/texts/command-line.ts';
import type { Core, TagRequest } from '../../core/host-contract.ts';
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

import { useCallback } from 'react';
import type { CommandOutputs } from '../../shared/contract/answers.ts';
import type { CommandInput, CommandName } from '../../shared/contract/commands.ts';
import { useBridge } from '../bridge-context.ts';
import { tellProblem, withdrawUndo } from '../notices.tsx';

/** Asks for something to be done. `undefined`: it was not, and the person was told why. */
export type DoCommand = <Name extends CommandName>(
  name: Name,
  input: CommandInput<Name>,
) => Promise<CommandOutputs[Name] | undefined>;

/** What makes changes that can be taken back, or takes one back: an offer to undo what came before would undo this. */
const UNDOABLE: ReadonlySet<CommandName> = new Set<CommandName>([
  ...(['changeTag', 'renameTag', 'mergeTag', 'deleteTag', 'review', 'acceptFrom', 'undo'] as const),
  // It may tag what it finds.
  'startRun',
]);

export function useCommand(): DoCommand {
  const bridge = useBridge();
  return useCallback<DoCommand>(
    async (name, input) => {
      if (UNDOABLE.has(name)) withdrawUndo();
      const reply = await bridge.request(name, input);
      if (reply.ok) return reply.value;
      tellProblem(reply.message);
      return undefined;
    },
    [bridge],
  );
}

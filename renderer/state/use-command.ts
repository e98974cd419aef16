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

/** What the last of them that was answered left. */
let lastChange: number | null = null;

/** By what the change is taken back that was answered last; null: it changed nothing, or took something back. */
export function lastChangeMade(): number | null {
  return lastChange;
}

export function useCommand(): DoCommand {
  const bridge = useBridge();
  return useCallback<DoCommand>(
    async (name, input) => {
      const isUndoable = UNDOABLE.has(name);
      if (isUndoable) withdrawUndo();
      const reply = await bridge.request(name, input);
      if (isUndoable) lastChange = reply.ok ? operationOf(reply.value) : null;
      if (reply.ok) return reply.value;
      tellProblem(reply.message);
      return undefined;
    },
    [bridge],
  );
}

function operationOf(made: unknown): number | null {
  const isKept = typeof made === 'object' && made !== null && 'operation' in made;
  return isKept && typeof made.operation === 'number' ? made.operation : null;
}

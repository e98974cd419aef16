import { useCallback } from 'react';
import type { CommandOutputs } from '../../shared/contract/answers.ts';
import type { CommandInput, CommandName } from '../../shared/contract/commands.ts';
import { useBridge } from '../bridge-context.ts';
import { tellProblem } from '../notices.tsx';

/** Asks for something to be done. `undefined`: it was not, and the person was told why. */
export type DoCommand = <Name extends CommandName>(
  name: Name,
  input: CommandInput<Name>,
) => Promise<CommandOutputs[Name] | undefined>;

export function useCommand(): DoCommand {
  const bridge = useBridge();
  return useCallback<DoCommand>(
    async (name, input) => {
      const reply = await bridge.request(name, input);
      if (reply.ok) return reply.value;
      tellProblem(reply.message);
      return undefined;
    },
    [bridge],
  );
}

import { useCallback, useState } from 'react';
import { type DoCommand, useCommand } from './use-command.ts';

/** The same for a dialog that waits for what it asked for: `isWorking` until that is answered. */
export function useWorkingCommand(): { readonly command: DoCommand; readonly isWorking: boolean } {
  const plain = useCommand();
  const [isWorking, setIsWorking] = useState(false);
  const command = useCallback<DoCommand>(
    async (name, input) => {
      setIsWorking(true);
      try {
        return await plain(name, input);
      } finally {
        setIsWorking(false);
      }
    },
    [plain],
  );
  return { command, isWorking };
}

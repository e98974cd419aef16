import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Dialog, DialogActions } from './dialog.tsx';
import type { DoCommand } from './state/use-command.ts';
import { useOwnClose } from './state/use-own-close.ts';
import { useWorkingCommand } from './state/use-working-command.ts';

/** Says what is removed and what that means, asks, and goes when it is done. */
export function RemovalDialog({
  texts: { title, explained, cancel, confirm },
  remove,
  onClose,
  isDisabled = false,
  children,
}: {
  readonly texts: {
    readonly title: string;
    /** What else it means. */
    readonly explained?: string;
    readonly cancel: string;
    readonly confirm: string;
  };
  /** Tells whether it was done: where it was not, the person was told why, or is asked something else. */
  readonly remove: (command: DoCommand) => Promise<boolean>;
  readonly onClose: () => void;
  /** Not all that it means is known yet. */
  readonly isDisabled?: boolean;
  /** The question. */
  readonly children: ReactNode;
}) {
  const { command, isWorking } = useWorkingCommand();
  const close = useOwnClose(onClose);
  const onConfirm = async () => {
    if (await remove(command)) close();
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <Stack gap="md">
        {children}
        {explained === undefined ? null : (
          <Text size="sm" c="var(--window-dimmed)">
            {explained}
          </Text>
        )}
        <DialogActions
          cancel={cancel}
          confirm={confirm}
          onCancel={onClose}
          onConfirm={() => void onConfirm()}
          isDestructive
          isWorking={isWorking}
          isDisabled={isDisabled}
        />
      </Stack>
    </Dialog>
  );
}

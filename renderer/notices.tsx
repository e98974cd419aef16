import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { windowTexts } from '../shared/texts/window.ts';

const { actions } = windowTexts;

/** Says what did not work, until it is read. */
export function tellProblem(message: string): void {
  notifications.show({
    title: actions.failed,
    message,
    color: 'red',
    autoClose: false,
    closeButtonProps: { 'aria-label': actions.close },
  });
}

/** Says what was done; with `undo`, offers to take it back. */
export function tellDone(message: string, undo: (() => void) | null = null): void {
  const id = notifications.show({
    message: (
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{message}</Text>
        {undo === null ? null : (
          <Button
            size="compact-sm"
            variant="light"
            onClick={() => {
              notifications.hide(id);
              undo();
            }}
          >
            {actions.undo}
          </Button>
        )}
      </Group>
    ),
    autoClose: undo === null ? 6_000 : 15_000,
    closeButtonProps: { 'aria-label': actions.close },
  });
}

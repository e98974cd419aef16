import { Button, Group, Text } from '@mantine/core';
import { randomId } from '@mantine/hooks';
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

/** The one notice that offers to take something back: of the last change, since that is what would be taken back. */
const UNDOABLE = 'undoable';

/** Takes the offer away: what it offered was done, or it would take back something else by now. */
export function withdrawUndo(): void {
  notifications.hide(UNDOABLE);
}

/** Says what was done. */
export function tellDone(message: string): void {
  notifications.show({ message, autoClose: 6_000, closeButtonProps: { 'aria-label': actions.close } });
}

/** Says what was done last, and offers to take it back. */
export function tellUndoable(message: string, undo: () => void): void {
  withdrawUndo();
  notifications.show({
    id: UNDOABLE,
    message: <Offer message={message} label={actions.undo} onTake={undo} />,
    ...OFFER,
  });
}

/** Says what was done, and offers what may be done next. */
export function tellWithAction(message: string, label: string, act: () => void): void {
  const id = randomId();
  const take = () => {
    notifications.hide(id);
    act();
  };
  notifications.show({ id, message: <Offer message={message} label={label} onTake={take} />, ...OFFER });
}

const OFFER = { autoClose: 15_000, closeButtonProps: { 'aria-label': actions.close } } as const;

function Offer({
  message,
  label,
  onTake,
}: {
  readonly message: string;
  readonly label: string;
  readonly onTake: () => void;
}) {
  return (
    <Group justify="space-between" wrap="nowrap">
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        {message}
      </Text>
      <Button size="compact-sm" variant="light" onClick={onTake} style={{ flex: 'none' }}>
        {label}
      </Button>
    </Group>
  );
}

import { Stack, Text } from '@mantine/core';
import { windowTexts } from '../../shared/texts/window.ts';
import { Dialog, DialogActions } from '../dialog.tsx';
import { tellDone } from '../notices.tsx';
import { useCommand } from '../state/use-command.ts';

const { chosenDialog: texts, running } = windowTexts.models;

/** Asks whether the model that was just chosen is to look at the library now. */
export function ChosenDialog({
  name,
  pictures,
  onClose,
}: {
  readonly name: string;
  /** That it has not seen. */
  readonly pictures: number;
  readonly onClose: () => void;
}) {
  const command = useCommand();
  const look = async () => {
    onClose();
    if ((await command('continueRun', {})) !== undefined) tellDone(running);
  };
  return (
    <Dialog title={texts.title} onClose={onClose}>
      <Stack gap="md">
        <Text size="sm">{texts.question(name, pictures)}</Text>
        <Text size="sm" c="var(--window-dimmed)">
          {texts.explained}
        </Text>
        <DialogActions cancel={texts.later} confirm={texts.now} onCancel={onClose} onConfirm={() => void look()} />
      </Stack>
    </Dialog>
  );
}

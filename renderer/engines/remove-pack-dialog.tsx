import { Stack, Text } from '@mantine/core';
import type { AddedPack } from '../../shared/engine-pack.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { Dialog, DialogActions } from '../dialog.tsx';
import { tellDone } from '../notices.tsx';
import { useWorkingCommand } from '../state/use-working-command.ts';

const texts = windowTexts.engines.removeDialog;

/** Says what removing an engine pack means, and asks. */
export function RemovePackDialog({
  pack: { engine, facts },
  onRemoved,
  onClose,
}: {
  readonly pack: AddedPack;
  readonly onRemoved: () => void;
  readonly onClose: () => void;
}) {
  const { command, isWorking } = useWorkingCommand();
  const remove = async () => {
    if ((await command('removeEnginePack', { engine })) === undefined) return;
    tellDone(texts.removed(engine));
    onRemoved();
    onClose();
  };
  return (
    <Dialog title={texts.title} onClose={onClose}>
      <Stack gap="md">
        <Text size="sm">{texts.question(engine, facts?.bytes ?? null)}</Text>
        <Text size="sm" c="var(--window-dimmed)">
          {texts.explained}
        </Text>
        <DialogActions
          cancel={texts.cancel}
          confirm={texts.confirm}
          onCancel={onClose}
          onConfirm={() => void remove()}
          isDestructive
          isWorking={isWorking}
        />
      </Stack>
    </Dialog>
  );
}

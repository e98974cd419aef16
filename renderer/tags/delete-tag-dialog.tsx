import { Stack, Text } from '@mantine/core';
import { windowTexts } from '../../shared/texts/window.ts';
import { Dialog, DialogActions } from '../dialog.tsx';
import { useWorkingCommand } from '../state/use-working-command.ts';
import { useTellUndoable } from '../state/use-undo.ts';
import type { Tag } from './tag.ts';

const texts = windowTexts.tagList;

/** Asks before a tag is taken off everything. */
export function DeleteTagDialog({
  tag,
  onClose,
  onDeleted,
}: {
  readonly tag: Tag;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}) {
  const { command, isWorking } = useWorkingCommand();
  const tellUndoable = useTellUndoable();
  const confirm = async () => {
    const done = await command('deleteTag', { name: tag.name });
    if (done === undefined) return;
    tellUndoable(done, texts.deleted(tag.name, done.contents));
    onDeleted();
    onClose();
  };
  return (
    <Dialog title={texts.deleteTitle(tag.name)} onClose={onClose}>
      <Stack gap="md">
        <Text size="sm">{texts.deletes(tag.pictures)}</Text>
        <DialogActions
          cancel={texts.cancel}
          confirm={texts.confirmDelete}
          onCancel={onClose}
          onConfirm={() => void confirm()}
          isDestructive
          isWorking={isWorking}
        />
      </Stack>
    </Dialog>
  );
}

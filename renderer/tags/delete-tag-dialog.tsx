import { Text } from '@mantine/core';
import { windowTexts } from '../../shared/texts/window.ts';
import { RemovalDialog } from '../removal-dialog.tsx';
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
  const tellUndoable = useTellUndoable();
  return (
    <RemovalDialog
      texts={{ title: texts.deleteTitle(tag.name), cancel: texts.cancel, confirm: texts.confirmDelete }}
      remove={async (command) => {
        const done = await command('deleteTag', { name: tag.name });
        if (done === undefined) return false;
        tellUndoable(done, texts.deleted(tag.name, done.contents));
        onDeleted();
        return true;
      }}
      onClose={onClose}
    >
      <Text size="sm">{texts.deletes(tag.pictures)}</Text>
    </RemovalDialog>
  );
}

import { Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { foldName } from '../../shared/fold-name.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { Dialog, DialogActions } from '../dialog.tsx';
import { useOwnClose } from '../state/use-own-close.ts';
import { useWorkingCommand } from '../state/use-working-command.ts';
import { useTellUndoable } from '../state/use-undo.ts';
import { TagField } from './tag-field.tsx';
import type { Tag } from './tag.ts';

const texts = windowTexts.tagList;

/** Names a tag anew; where another tag has the name already, the two become one, and the person is told first. */
export function RenameTagDialog({
  tag,
  tags,
  onClose,
  onRenamed,
}: {
  readonly tag: Tag;
  /** All that there are. */
  readonly tags: readonly Tag[];
  readonly onClose: () => void;
  readonly onRenamed: (name: string) => void;
}) {
  const { command, isWorking } = useWorkingCommand();
  const close = useOwnClose(onClose);
  const tellUndoable = useTellUndoable();
  const [written, setWritten] = useState(tag.name);
  const name = written.trim();
  const other = tags.find((one) => one.name !== tag.name && foldName(one.name) === foldName(name)) ?? null;

  const confirm = async () => {
    const done =
      other === null
        ? await command('renameTag', { name: tag.name, to: name })
        : await command('mergeTag', { name: tag.name, into: other.name });
    if (done === undefined) return;
    tellUndoable(done, other === null ? texts.renamed(tag.name, name) : texts.merged(tag.name, other.name));
    onRenamed(other?.name ?? name);
    close();
  };
  const canConfirm = name !== '' && name !== tag.name;

  return (
    <Dialog title={texts.renameTitle(tag.name)} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (canConfirm) void confirm();
        }}
      >
        <Stack gap="md">
          <TagField
            label={texts.newName}
            value={written}
            onChange={setWritten}
            tags={tags.map((one) => one.name).filter((one) => one !== tag.name)}
            isFirst
          />
          <Text size="sm" role="status" mih="3em">
            {other === null
              ? texts.renames(tag.pictures)
              : texts.merges(tag.name, tag.pictures, other.name, other.pictures)}
          </Text>
          <DialogActions
            cancel={texts.cancel}
            confirm={other === null ? texts.confirmRename : texts.confirmMerge}
            onCancel={onClose}
            isWorking={isWorking}
            isDisabled={!canConfirm}
          />
        </Stack>
      </form>
    </Dialog>
  );
}

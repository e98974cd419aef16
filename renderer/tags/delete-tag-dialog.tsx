import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { windowTexts } from '../../shared/texts/window.ts';
import { Dialog } from '../dialog.tsx';
import { tellUndoable } from '../notices.tsx';
import { useCommand } from '../state/use-command.ts';
import type { Tag } from './tag.ts';
import { useUndo } from './use-undo.ts';

const texts = windowTexts.tagList;

/** Asks before a tag is taken off everything. */
export function DeleteTagDialog({ tag, onClose }: { readonly tag: Tag; readonly onClose: () => void }) {
  const command = useCommand();
  const undo = useUndo();
  const [isDeleting, setIsDeleting] = useState(false);
  const confirm = async () => {
    setIsDeleting(true);
    const done = await command('deleteTag', { name: tag.name });
    setIsDeleting(false);
    if (done === undefined) return;
    tellUndoable(texts.deleted(tag.name, done.contents), () => void undo());
    onClose();
  };
  return (
    <Dialog title={texts.deleteTitle(tag.name)} onClose={onClose}>
      <Stack gap="md">
        <Text size="sm">{texts.deletes(tag.pictures)}</Text>
        <Group justify="flex-end" gap="sm">
          <Button size="sm" variant="default" data-autofocus onClick={onClose}>
            {texts.cancel}
          </Button>
          <Button size="sm" color="red" loading={isDeleting} onClick={() => void confirm()}>
            {texts.confirmDelete}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

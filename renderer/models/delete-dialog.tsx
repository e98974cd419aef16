import { Stack, Text } from '@mantine/core';
import type { ModelView } from '../../shared/contract/model-views.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { Dialog, DialogActions } from '../dialog.tsx';
import { tellDone } from '../notices.tsx';
import { useWorkingCommand } from '../state/use-working-command.ts';

const texts = windowTexts.models.deleteDialog;

/** Says what leaves the library with a model's predictions, and asks. */
export function DeleteDialog({ model, onClose }: { readonly model: ModelView; readonly onClose: () => void }) {
  const { command, isWorking } = useWorkingCommand();
  const { row, name, done, predictions, reviews } = model;
  const remove = async () => {
    if (row === null) return;
    const forgotten = await command('forgetModel', { model: row });
    if (forgotten === undefined) return;
    tellDone(texts.done(forgotten.pictures));
    onClose();
  };
  return (
    <Dialog title={texts.title} onClose={onClose}>
      <Stack gap="md">
        <Text size="sm">{texts.question(name, done, predictions)}</Text>
        {reviews === 0 ? null : <Text size="sm">{texts.reviews(reviews)}</Text>}
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

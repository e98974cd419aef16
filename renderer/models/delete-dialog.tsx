import { Text } from '@mantine/core';
import type { ModelView } from '../../shared/contract/model-views.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { tellDone } from '../notices.tsx';
import { RemovalDialog } from '../removal-dialog.tsx';

const texts = windowTexts.models.deleteDialog;

/** Says what leaves the library with a model's predictions, and asks. */
export function DeleteDialog({ model, onClose }: { readonly model: ModelView; readonly onClose: () => void }) {
  const { row, name, done, predictions, reviews } = model;
  return (
    <RemovalDialog
      texts={texts}
      remove={async (command) => {
        if (row === null) return false;
        const forgotten = await command('forgetModel', { model: row });
        if (forgotten === undefined) return false;
        tellDone(texts.done(forgotten.pictures));
        return true;
      }}
      onClose={onClose}
    >
      <Text size="sm">{texts.question(name, done, predictions)}</Text>
      {reviews === 0 ? null : <Text size="sm">{texts.reviews(reviews)}</Text>}
    </RemovalDialog>
  );
}

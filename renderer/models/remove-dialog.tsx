import { Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { ModelView } from '../../shared/contract/model-views.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { tellDone } from '../notices.tsx';
import { RemovalDialog } from '../removal-dialog.tsx';
import type { DoCommand } from '../state/use-command.ts';

const texts = windowTexts.removeModel;

/** What is to be removed. */
export interface RemovedModel {
  readonly model: Pick<ModelView, 'id' | 'name' | 'done' | 'predictions' | 'reviews'>;
  /** Null: it is damaged, and nothing is known of it but its folder. */
  readonly weightBytes: number | null;
}

/** Asks before a model of a person's own is deleted, and what then happens to what it found. */
export function RemoveDialog({
  model,
  weightBytes,
  onClose,
}: {
  readonly onClose: () => void;
} & RemovedModel) {
  const { id, name, done, reviews } = model;
  // It may have run since the window was told.
  const [found, setFound] = useState({ hasAny: model.predictions > 0, pictures: done, reviews });
  const [predictions, setPredictions] = useState<'keep' | 'delete'>('keep');
  const remove = async (command: DoCommand) => {
    const removal = await command('removeModel', { id, predictions: found.hasAny ? predictions : null });
    if (removal === undefined) return false;
    if (removal.kind === 'asks') {
      setFound({ hasAny: true, pictures: removal.pictures, reviews: removal.reviews });
      return false;
    }
    tellDone(texts.done(name, removal.forgotten));
    if (removal.chosen !== null) tellDone(texts.chosenNow(removal.chosen));
    return true;
  };
  return (
    <RemovalDialog texts={{ ...texts, title: texts.title(name) }} remove={remove} onClose={onClose}>
      <Text size="sm">{texts.question(name, weightBytes)}</Text>
      {found.hasAny ? (
        <Radio.Group
          label={texts.predictions(found.pictures)}
          value={predictions}
          onChange={(value) => {
            setPredictions(value === 'delete' ? 'delete' : 'keep');
          }}
        >
          <Stack gap="xs" mt="xs">
            <Radio size="xs" value="keep" label={texts.keep} />
            <Radio size="xs" value="delete" label={texts.delete} />
          </Stack>
        </Radio.Group>
      ) : null}
      {found.reviews === 0 ? null : <Text size="sm">{texts.reviews(found.reviews)}</Text>}
    </RemovalDialog>
  );
}

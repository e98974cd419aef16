import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import type { ModelView } from '../../shared/contract/model-views.ts';
import { compareScreenTexts } from '../../shared/texts/compare-screen.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import type { Place } from '../place.ts';
import { useRevision } from '../state/revision.tsx';
import { useAnswer } from '../state/use-answer.ts';
import { useKeptFocus } from '../use-kept-focus.ts';
import { AnswerStatus } from '../answer-status.tsx';
import { ScreenHead } from '../screen-head.tsx';
import screen from '../screen.module.css';
import { DeleteDialog } from './delete-dialog.tsx';
import { ImportDialog } from './import-dialog.tsx';
import { ModelCard } from './model-card.tsx';
import { RemoveDialog, type RemovedModel } from './remove-dialog.tsx';
import { useChooseModel } from './use-choose-model.tsx';

const texts = windowTexts.models;

/** Which model is chosen, which others there are, and what each has found in this library. */
export function ModelsScreen({
  from,
  onSearch,
  onGo,
}: {
  /** Where one comes back from; null: from elsewhere. */
  readonly from: 'available-models' | 'compare' | null;
  readonly onSearch: (query: string) => void;
  readonly onGo: (place: Place) => void;
}) {
  const kept = useKeptFocus();
  const answer = useAnswer('models', {}, useRevision());
  const { value } = answer;
  const { choose, question } = useChooseModel();
  const [deleting, setDeleting] = useState<ModelView | null>(null);
  const [removing, setRemoving] = useState<RemovedModel | null>(null);
  const [isImporting, importing] = useDisclosure(false);
  return (
    <main ref={kept} className={screen['screen']}>
      <ScreenHead
        title={texts.title}
        explained={texts.explained}
        actions={
          <Group gap="sm">
            <Button
              autoFocus={from === 'available-models'}
              variant="default"
              onClick={() => {
                onGo({ screen: 'available-models' });
              }}
            >
              {windowTexts.getModels.open}
            </Button>
            <Button variant="default" onClick={importing.open}>
              {windowTexts.importModel.open}
            </Button>
            <Button
              autoFocus={from === 'compare'}
              variant="default"
              onClick={() => {
                onGo({ screen: 'compare' });
              }}
            >
              {compareScreenTexts.open}
            </Button>
          </Group>
        }
      />
      <AnswerStatus answer={answer} isWide />
      {value === null ? null : (
        <div className={screen['scroller']} tabIndex={0} role="region" aria-label={texts.title}>
          <Stack gap="md" maw="48rem">
            {value.models.map((model) => (
              <ModelCard
                key={`${model.id} ${model.digest}`}
                model={model}
                pictures={value.pictures}
                hasOthers={value.models.some((other) => other.predictions > 0 && other.digest !== model.digest)}
                onChoose={() => void choose(model)}
                onDelete={() => {
                  setDeleting(model);
                }}
                onRemove={() => {
                  if (model.installed !== null) setRemoving({ model, weightBytes: model.installed.weightBytes });
                }}
                onSearch={onSearch}
              />
            ))}
            {value.problems.map(({ file, reason, removableId }) => (
              <Alert key={file} color="red" style={{ overflowWrap: 'anywhere' }}>
                {texts.problem(file, reason)}
                {removableId === null ? null : (
                  <Button
                    mt="xs"
                    variant="subtle"
                    color="red"
                    aria-label={windowTexts.removeModel.openOf(removableId)}
                    onClick={() => {
                      setRemoving({ model: damagedModel(removableId), weightBytes: null });
                    }}
                  >
                    {windowTexts.removeModel.open}
                  </Button>
                )}
              </Alert>
            ))}
            <Text size="sm" c="var(--window-dimmed)" className="selectable" style={{ overflowWrap: 'anywhere' }}>
              {texts.folder(value.folder)}
            </Text>
          </Stack>
        </div>
      )}
      {question}
      {deleting === null ? null : (
        <DeleteDialog
          model={deleting}
          onClose={() => {
            setDeleting(null);
          }}
        />
      )}
      {removing === null ? null : (
        <RemoveDialog
          {...removing}
          onClose={() => {
            setRemoving(null);
          }}
        />
      )}
      {isImporting ? <ImportDialog onClose={importing.close} /> : null}
    </main>
  );
}

/** Nothing is known of it but its folder, which it is called by. */
function damagedModel(id: string): RemovedModel['model'] {
  return { id, name: id, done: 0, predictions: 0, reviews: 0 };
}

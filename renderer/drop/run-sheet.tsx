import { Alert, Group, Loader, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { windowTexts } from '../../shared/texts/window.ts';
import { useBridge } from '../bridge-context.ts';
import { AnswerProblem } from '../answer-status.tsx';
import { Dialog, DialogActions } from '../dialog.tsx';
import { useRevision } from '../state/revision.tsx';
import { useAnswer } from '../state/use-answer.ts';
import { useOwnClose } from '../state/use-own-close.ts';
import { useWorkingCommand } from '../state/use-working-command.ts';
import { TagsField } from '../tags/tag-field.tsx';
import { RunFacts } from './run-facts.tsx';

const texts = windowTexts.runSheet;

/** Above so many pictures a person is asked: no Enter that was meant for something else begins them. */
const MANY = 10_000;
const PATHS_SHOWN = 4;

/** Before a run: what it would look at, and how long that takes. */
export function RunSheet({
  paths,
  isRunning,
  onClose,
}: {
  readonly paths: readonly string[];
  readonly isRunning: boolean;
  /** Of these paths nothing is to be asked any more; of others, that were added meanwhile, it is. */
  readonly onClose: (paths: readonly string[]) => void;
}) {
  const { command, isWorking } = useWorkingCommand();
  const close = useOwnClose(onClose);
  const revision = useRevision();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const answer = useAnswer('previewRun', { paths: [...paths] }, 0);
  const { value: preview, isPending } = answer;
  useEndOfPreview(paths);
  const tags = useAnswer('tags', {}, revision).value ?? [];
  const toDo = preview === null ? 0 : preview.pictures - preview.known;
  const isMany = toDo > MANY;

  const leave = () => {
    onClose(paths);
  };
  const start = async () => {
    const started = await command('startRun', {
      paths: [...paths],
      tags: [...chosen],
      counted: preview === null ? null : { pictures: preview.pictures, known: preview.known },
    });
    if (started !== undefined) close(paths);
  };

  return (
    <Dialog title={texts.title} onClose={leave}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!isMany) void start();
        }}
      >
        <Stack gap="md">
          <Stack gap={2}>
            {paths.slice(0, PATHS_SHOWN).map((path) => (
              <Text key={path} size="sm" className="selectable" style={{ overflowWrap: 'anywhere' }}>
                {path}
              </Text>
            ))}
            {paths.length > PATHS_SHOWN ? (
              <Text size="sm" c="var(--window-dimmed)">
                {texts.more(paths.length - PATHS_SHOWN)}
              </Text>
            ) : null}
          </Stack>
          {isPending ? (
            <Group gap="sm" role="status">
              <Loader size="xs" />
              <Text size="sm">{texts.counting}</Text>
            </Group>
          ) : null}
          {isPending ? null : <AnswerProblem answer={answer} />}
          {preview === null ? null : <RunFacts preview={preview} />}
          {isMany ? (
            <Alert color="yellow" icon={<IconAlertTriangle aria-hidden />}>
              {texts.many(toDo, preview?.seconds ?? null)}
            </Alert>
          ) : null}
          {preview?.pictures === 0 ? null : (
            <TagsField
              label={texts.tag}
              description={texts.tagHint}
              value={chosen}
              onChange={setChosen}
              tags={tags.map(({ name }) => name)}
            />
          )}
          <DialogActions
            cancel={texts.cancel}
            confirm={isRunning ? texts.queue(toDo) : texts.start(toDo)}
            onCancel={leave}
            {...(isMany ? { onConfirm: () => void start() } : {})}
            isFocused
            isGrave={isMany}
            isWorking={isWorking}
            isDisabled={preview === null || isPending || preview.pictures === 0}
          />
        </Stack>
      </form>
    </Dialog>
  );
}

/** Ends the walk over a disk when the sheet closes, and when more is dropped on it: that is asked about after it. */
function useEndOfPreview(paths: readonly string[]): void {
  const bridge = useBridge();
  useEffect(
    () => () => {
      void bridge.request('cancelPreview', {});
    },
    [bridge, paths],
  );
}

import { NumberInput, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { Selection } from '../../shared/contract/commands.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { Dialog, DialogActions } from '../dialog.tsx';
import { ProblemAlert } from '../problem-alert.tsx';
import { SelectionText } from '../selection-text.tsx';
import { useRevision } from '../state/revision.tsx';
import { useAnswer } from '../state/use-answer.ts';
import { countedOf } from '../state/counted.ts';
import { useOwnClose } from '../state/use-own-close.ts';
import { useWorkingCommand } from '../state/use-working-command.ts';
import { useTellUndoable } from '../state/use-undo.ts';

const texts = windowTexts.review.accept;
const MOVING_MS = 150;
const FIRST_SCORE = 0.9;

/** Accepts what the model is sure of: first how many, then done in one go, and to be taken back. */
export function AcceptDialog({
  selection,
  total,
  onClose,
}: {
  readonly selection: Selection;
  /** How many the search finds; null while that is not known. */
  readonly total: number | null;
  readonly onClose: () => void;
}) {
  const { command, isWorking } = useWorkingCommand();
  const close = useOwnClose(onClose);
  const tellUndoable = useTellUndoable();
  const revision = useRevision();
  // A text while it is being typed.
  const [written, setWritten] = useState<number | string>(FIRST_SCORE);
  const score = written === '' ? Number.NaN : Number(written);
  const [asked] = useDebouncedValue(score, MOVING_MS);
  const preview = useAnswer('previewAccept', Number.isNaN(asked) ? null : { score: asked, selection }, revision);
  const { counted, isCounting } = countedOf(preview, asked === score);

  const problem = preview.reply?.ok === false && !isCounting ? preview.reply.message : null;

  const confirm = async () => {
    const done = await command('acceptFrom', { score, selection });
    if (done === undefined) return;
    tellUndoable(done, texts.done(done.changed, score));
    close();
  };
  const canConfirm = counted !== null && counted.changed > 0;

  return (
    <Dialog title={texts.title} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (canConfirm) void confirm();
        }}
      >
        <Stack gap="md">
          <SelectionText selection={selection} total={total} />
          <NumberInput
            label={texts.score}
            description={texts.scoreHint}
            size="sm"
            data-autofocus
            min={0}
            max={1}
            step={0.05}
            decimalScale={3}
            clampBehavior="strict"
            allowNegative={false}
            value={written}
            onChange={setWritten}
          />
          {problem === null ? (
            <Text size="sm" role="status" mih="3em">
              {counted === null ? windowTexts.selection.counting : texts.preview(counted)}
            </Text>
          ) : (
            <ProblemAlert message={problem} onTryAgain={preview.askAgain} />
          )}
          <DialogActions
            cancel={texts.cancel}
            confirm={texts.confirm}
            onCancel={onClose}
            isWorking={isWorking}
            isDisabled={!canConfirm}
          />
        </Stack>
      </form>
    </Dialog>
  );
}

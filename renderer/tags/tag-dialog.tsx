import { SegmentedControl, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { Selection } from '../../shared/contract/commands.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { AnswerProblem } from '../answer-status.tsx';
import { Dialog, DialogActions } from '../dialog.tsx';
import { SelectionText } from '../selection-text.tsx';
import { useRevision } from '../state/revision.tsx';
import { useAnswer } from '../state/use-answer.ts';
import { countedOf } from '../state/counted.ts';
import { useOwnClose } from '../state/use-own-close.ts';
import { useWorkingCommand } from '../state/use-working-command.ts';
import { useTellUndoable } from '../state/use-undo.ts';
import { TagField } from './tag-field.tsx';

const texts = windowTexts.tagDialog;
const TYPING_MS = 200;

type Change = 'tag' | 'untag';

/** Tags, or takes a tag off, everything selected or all of a search: first how many, then done, and to be taken back. */
export function TagDialog({
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
  const [change, setChange] = useState<Change>('tag');
  const [written, setWritten] = useState('');
  const name = written.trim();
  const [asked] = useDebouncedValue({ change, name }, TYPING_MS);
  const preview = useAnswer('previewTag', asked.name === '' ? null : { ...asked, selection }, revision);
  const { counted, isCounting } = countedOf(preview, asked.name === name && asked.change === change);
  const tags = useAnswer('tags', {}, revision).value ?? [];

  const confirm = async () => {
    const done = await command('changeTag', { change, name, selection });
    if (done === undefined) return;
    tellUndoable(done, texts.done[change](name, done.pictures, done.changed));
    close();
  };
  const canConfirm = name !== '' && counted !== null && counted.changed > 0;

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
          <SegmentedControl
            aria-label={texts.change}
            value={change}
            onChange={setChange}
            data={[
              { value: 'tag', label: texts.tag },
              { value: 'untag', label: texts.untag },
            ]}
          />
          <TagField
            label={texts.name}
            value={written}
            onChange={setWritten}
            tags={tags.map((tag) => tag.name)}
            isFirst
          />
          <Text size="sm" role="status" mih="1.5em">
            {name === '' ? null : isCounting ? windowTexts.selection.counting : <Preview preview={counted} />}
          </Text>
          {isCounting ? null : <AnswerProblem answer={preview} />}
          <DialogActions
            cancel={texts.cancel}
            confirm={texts.confirm[change]}
            onCancel={onClose}
            isWorking={isWorking}
            isDisabled={!canConfirm}
          />
        </Stack>
      </form>
    </Dialog>
  );
}

function Preview({
  preview,
}: {
  readonly preview: { readonly pictures: number; readonly changed: number; readonly unreadable: number } | null;
}) {
  if (preview === null) return null;
  return (
    <>
      {texts.preview(preview.pictures, preview.changed)}
      {preview.unreadable === 0 ? null : ` ${texts.unreadable(preview.unreadable)}`}
    </>
  );
}

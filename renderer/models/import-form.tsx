import { Alert, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import type { ModelFileKind } from '../../shared/contract/model-arrivals.ts';
import { ORIGIN_IDS, type OriginId } from '../../shared/recognition.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { DialogActions } from '../dialog.tsx';
import { useCommand } from '../state/use-command.ts';
import { ChosenFile } from './chosen-file.tsx';

const texts = windowTexts.importModel;
const UNKNOWN_ORIGIN = '';

/** What a person says of a checkpoint. */
export interface ImportWishes {
  /** Absolute; null: not chosen. */
  readonly checkpoint: string | null;
  readonly labels: string | null;
  readonly picture: string | null;
  readonly origin: OriginId | null;
  readonly name: string;
}

/** Which checkpoint is imported, and what nobody can tell from it. */
export function ImportForm({
  wishes,
  problem,
  isWorking,
  onChange,
  onLook,
  onCancel,
}: {
  readonly wishes: ImportWishes;
  /** Why the last try was none; null: there was none, or it was one. */
  readonly problem: string | null;
  readonly isWorking: boolean;
  readonly onChange: (change: Partial<ImportWishes>) => void;
  readonly onLook: () => void;
  readonly onCancel: () => void;
}) {
  const command = useCommand();
  const { checkpoint, labels, picture, origin, name } = wishes;
  const choose = (kind: ModelFileKind) => async () => {
    const file = await command('chooseModelFile', { kind });
    if (file !== undefined && file !== null) onChange({ [kind]: file });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (checkpoint !== null && !isWorking) onLook();
      }}
    >
      <Stack gap="md">
        <Text size="sm" c="var(--window-dimmed)">
          {texts.explained}
        </Text>
        <ChosenFile
          label={texts.file}
          shown={shownName(checkpoint, texts.none)}
          isFirst
          onChoose={() => void choose('checkpoint')()}
        />
        <ChosenFile
          label={texts.labels}
          description={texts.labelsHint}
          shown={shownName(labels, texts.none)}
          onChoose={() => void choose('labels')()}
        />
        <NativeSelect
          size="sm"
          label={texts.origin}
          description={texts.originHint}
          value={origin ?? UNKNOWN_ORIGIN}
          data={[{ value: UNKNOWN_ORIGIN, label: texts.originUnknown }, ...texts.origins]}
          onChange={({ currentTarget: { value } }) => {
            onChange({ origin: ORIGIN_IDS.find((one) => one === value) ?? null });
          }}
        />
        <TextInput
          size="sm"
          label={texts.name}
          description={texts.nameHint}
          maxLength={200}
          value={name}
          onChange={({ currentTarget: { value } }) => {
            onChange({ name: value });
          }}
        />
        <ChosenFile
          label={texts.picture}
          shown={shownName(picture, texts.sample)}
          onChoose={() => void choose('picture')()}
        />
        {problem === null ? null : (
          <Alert color="red" style={{ overflowWrap: 'anywhere' }}>
            {problem}
          </Alert>
        )}
        {isWorking ? (
          <Text size="sm" role="status">
            {texts.looking}
          </Text>
        ) : null}
        <DialogActions
          cancel={texts.cancel}
          confirm={texts.look}
          onCancel={onCancel}
          isWorking={isWorking}
          isDisabled={checkpoint === null}
        />
      </Stack>
    </form>
  );
}

function shownName(file: string | null, none: string): string {
  return file === null ? none : (file.split(/[\\/]/u).at(-1) ?? file);
}

import { Button, Group, Input, Text } from '@mantine/core';
import { useId } from 'react';
import { windowTexts } from '../../shared/texts/window.ts';

const texts = windowTexts.importModel;

/** A file that is chosen by a dialog of the system: its name, and the button. */
export function ChosenFile({
  label,
  description = null,
  shown,
  isFirst = false,
  onChoose,
}: {
  readonly label: string;
  readonly description?: string | null;
  /** What stands for the file, or for none. */
  readonly shown: string;
  /** Has the focus when the dialog opens. */
  readonly isFirst?: boolean;
  readonly onChoose: () => void;
}) {
  const id = useId();
  return (
    <Input.Wrapper label={label} description={description} labelElement="div" labelProps={{ id }} size="sm">
      <Group gap="sm" mt={4}>
        <Button
          variant="default"
          aria-label={texts.chooseOf(label)}
          autoFocus={isFirst}
          data-autofocus={isFirst || undefined}
          onClick={onChoose}
        >
          {texts.choose}
        </Button>
        <Text size="sm" aria-labelledby={id} role="status" style={{ overflowWrap: 'anywhere' }}>
          {shown}
        </Text>
      </Group>
    </Input.Wrapper>
  );
}

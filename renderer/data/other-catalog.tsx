import { Button, Group } from '@mantine/core';
import { dataTexts as texts } from '../../shared/texts/data.ts';
import { useAnswer } from '../state/use-answer.ts';
import { useCommand } from '../state/use-command.ts';

/** Ways on for a library that cannot be opened: another one. The window is loaded again with it. */
export function OtherCatalog() {
  const command = useCommand();
  const isDefault = useAnswer('catalogPlace', {}, 0).value?.isDefault ?? true;
  return (
    <Group justify="center">
      <Button variant="default" onClick={() => void command('openCatalog', { which: 'chosen' })}>
        {texts.chooseCatalog}
      </Button>
      {isDefault ? null : (
        <Button variant="default" onClick={() => void command('openCatalog', { which: 'default' })}>
          {texts.openDefault}
        </Button>
      )}
    </Group>
  );
}

import { Button, Group, Text } from '@mantine/core';
import { windowTexts } from '../../shared/texts/window.ts';
import { useAnswer } from '../state/use-answer.ts';
import { useCommand } from '../state/use-command.ts';

const texts = windowTexts.models;

/** A way on for a library whose chosen model is not installed here: another one that is. */
export function ChooseInstalled({ onChosen }: { readonly onChosen: () => void }) {
  const command = useCommand();
  const { value } = useAnswer('models', {}, 0);
  const installed = (value?.models ?? []).filter((model) => model.installed !== null);
  if (installed.length === 0 || installed.some(({ isChosen }) => isChosen)) return null;
  const choose = async (id: string) => {
    if ((await command('chooseModel', { id })) !== undefined) onChosen();
  };
  return (
    <>
      <Text size="sm" ta="center">
        {texts.instead}
      </Text>
      <Group justify="center">
        {installed.map(({ id, name }, at) => (
          <Button key={id} variant={at === 0 ? 'filled' : 'default'} onClick={() => void choose(id)}>
            {texts.chooseOf(name)}
          </Button>
        ))}
      </Group>
    </>
  );
}

import { Button, Group, Text } from '@mantine/core';
import { windowTexts } from '../shared/texts/window.ts';
import screen from './screen.module.css';

const texts = windowTexts.grid;

/** Says above a long list that it is not as the library is now, and offers to read it again. */
export function StaleBar({ onRefresh }: { readonly onRefresh: () => void }) {
  return (
    <Group className={screen['changed']} gap="sm" role="status">
      <Text size="sm">{texts.changed}</Text>
      <Button size="compact-xs" variant="light" onClick={onRefresh}>
        {texts.reload}
      </Button>
    </Group>
  );
}

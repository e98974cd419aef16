import { Button, Group, Text } from '@mantine/core';
import type { SearchView } from '../../shared/contract/views.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { replaceName } from '../state/query-text.ts';
import styles from './search-field.module.css';

const texts = windowTexts.search;

/** Names that the model has no class for, each with the nearest that it has. */
export function UnknownNames({
  unknownNames,
  query,
  onQuery,
}: {
  readonly unknownNames: SearchView['unknownNames'];
  readonly query: string;
  readonly onQuery: (query: string) => void;
}) {
  return unknownNames.map(({ name, nearest }) => (
    <Group key={name} gap="xs" className={styles['hint']} role="status">
      <Text size="sm">
        {texts.unknownName(name)} {nearest.length === 0 ? null : texts.nearest}
      </Text>
      {nearest.map((known) => (
        <Button
          key={known}
          size="compact-xs"
          variant="light"
          onClick={() => {
            onQuery(replaceName(query, name, known));
          }}
        >
          {known}
        </Button>
      ))}
    </Group>
  ));
}

import { ActionIcon, Button, Group, Text, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, type Ref, useState } from 'react';
import type { SearchView } from '../../shared/contract/views.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { replaceName } from '../state/query-text.ts';
import styles from './search-field.module.css';

const texts = windowTexts.search;
const TYPING_MS = 200;

/** The query as text: what a click chose stands here too and can be edited. */
export function SearchField({
  ref,
  query,
  onQuery,
  onLeave,
}: {
  readonly ref: Ref<HTMLInputElement>;
  readonly query: string;
  readonly onQuery: (query: string) => void;
  /** The person goes on to the results. */
  readonly onLeave: () => void;
}) {
  // What is being typed belongs to the query it began with: a query that comes from elsewhere takes its place.
  const [typed, setTyped] = useState({ from: query, text: query });
  const text = typed.from === query ? typed.text : query;
  const put = (next: string) => {
    setTyped({ from: next, text: next });
    onQuery(next);
  };
  const search = useDebouncedCallback((next: string, from: string) => {
    if (from === query) put(next);
  }, TYPING_MS);
  const searchNow = (next: string) => {
    search.cancel();
    put(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') searchNow(text);
    if (event.key === 'Enter' || event.key === 'ArrowDown') onLeave();
    if (event.key === 'Escape' && text !== '') searchNow('');
  };
  return (
    <TextInput
      ref={ref}
      className={styles['field']}
      type="search"
      aria-label={texts.label}
      placeholder={texts.placeholder}
      size="xs"
      spellCheck={false}
      autoComplete="off"
      leftSection={<IconSearch size="1rem" aria-hidden />}
      rightSection={
        text === '' ? null : (
          <ActionIcon
            size="sm"
            variant="subtle"
            color="gray"
            aria-label={texts.clear}
            onClick={() => {
              searchNow('');
            }}
          >
            <IconX size="0.9rem" aria-hidden />
          </ActionIcon>
        )
      }
      value={text}
      onChange={(event) => {
        const next = event.currentTarget.value;
        setTyped({ from: query, text: next });
        search(next, query);
      }}
      onKeyDown={onKeyDown}
    />
  );
}

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

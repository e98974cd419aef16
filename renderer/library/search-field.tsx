import { ActionIcon, Combobox, Group, Text, TextInput, useCombobox } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, type RefObject, useState } from 'react';
import { flushSync } from 'react-dom';
import { type Suggestion, type SuggestionKind, takeSuggestion } from '../../shared/query/suggest.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import type { Place } from '../place.ts';
import { useSuggestions } from '../state/use-suggestions.ts';
import styles from './search-field.module.css';

const texts = windowTexts.search;
const TYPING_MS = 200;

/** The query as text: what a click chose stands here too and can be edited. */
export function SearchField({
  ref,
  query,
  screen,
  onQuery,
  onLeave,
}: {
  readonly ref: RefObject<HTMLInputElement | null>;
  readonly query: string;
  /** What the window shows below: what is being typed is given up when that changes. */
  readonly screen: Place['screen'];
  readonly onQuery: (query: string) => void;
  /** The person goes on to the results. */
  readonly onLeave: () => void;
}) {
  // What is being typed belongs to the query it began with: a query that comes from elsewhere takes its place.
  const [typed, setTyped] = useState({ from: query, on: screen, text: query });
  const text = typed.from === query && typed.on === screen ? typed.text : query;
  const [caret, setCaret] = useState(0);
  const [isSuggesting, setIsSuggesting] = useState(false);
  const suggestions = useSuggestions(text, caret, isSuggesting);
  const isOpen = isSuggesting && suggestions.length > 0;
  const list = useCombobox({ opened: isOpen, onOpenedChange: setIsSuggesting });

  const put = (next: string) => {
    setTyped({ from: next, on: screen, text: next });
    onQuery(next);
  };
  const search = useDebouncedCallback((next: string, from: string, on: Place['screen']) => {
    if (from === query && on === screen) put(next);
  }, TYPING_MS);
  const searchNow = (next: string) => {
    search.cancel();
    put(next);
  };
  const take = (suggestion: Suggestion) => {
    const taken = takeSuggestion(text, suggestion);
    search.cancel();
    // The caret can be put behind the new text only once that stands in the field.
    flushSync(() => {
      setTyped({ from: query, on: screen, text: taken.text });
      setCaret(taken.caret);
      setIsSuggesting(!suggestion.isWhole);
    });
    list.resetSelectedOption();
    ref.current?.focus();
    ref.current?.setSelectionRange(taken.caret, taken.caret);
    if (suggestion.isWhole) put(taken.text);
  };
  // Keys that walk through the list are the combobox's own while it is open.
  const onKeyDown = (event: KeyboardEvent) => {
    // Enter then belongs to the system's input method.
    if (event.nativeEvent.isComposing) return;
    const isChosen = isOpen && list.getSelectedOptionIndex() !== -1;
    if (event.key === 'Tab' && isChosen && !event.shiftKey) {
      event.preventDefault();
      list.clickSelectedOption();
    }
    if (event.key === 'Enter' && !isChosen) {
      setIsSuggesting(false);
      searchNow(text);
      onLeave();
    }
    if (event.key === 'ArrowDown' && !isOpen) onLeave();
    if (event.key === 'Escape' && !isOpen && text !== '') searchNow('');
  };
  return (
    <Combobox
      store={list}
      onOptionSubmit={(value) => {
        const suggestion = suggestions.find(({ kind, term }) => optionValue(kind, term) === value);
        if (suggestion !== undefined) take(suggestion);
      }}
    >
      <Combobox.Target withKeyboardNavigation={isOpen}>
        <TextInput
          ref={ref}
          className={styles['field']}
          type="search"
          aria-label={texts.label}
          aria-autocomplete="list"
          placeholder={texts.placeholder}
          size="xs"
          spellCheck={false}
          leftSection={<IconSearch size="1rem" aria-hidden />}
          rightSection={
            text === '' ? null : (
              <ActionIcon
                size="sm"
                variant="subtle"
                color="gray"
                aria-label={texts.clear}
                onClick={() => {
                  setIsSuggesting(false);
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
            setTyped({ from: query, on: screen, text: next });
            setCaret(event.currentTarget.selectionStart ?? next.length);
            setIsSuggesting(true);
            list.resetSelectedOption();
            search(next, query, screen);
          }}
          onSelect={(event) => {
            setCaret(event.currentTarget.selectionStart ?? text.length);
          }}
          onBlur={() => {
            setIsSuggesting(false);
            // Whoever goes on to the slider or a chart means what stands here.
            if (text !== query) searchNow(text);
          }}
          onKeyDown={onKeyDown}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Options aria-label={texts.suggestions}>
          {groupsOf(suggestions).map(({ kind, ofKind }) => (
            <Combobox.Group key={kind} label={texts.suggestionKinds[kind]}>
              {ofKind.map((suggestion) => (
                <SuggestionOption key={suggestion.term} suggestion={suggestion} />
              ))}
            </Combobox.Group>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

function SuggestionOption({ suggestion }: { readonly suggestion: Suggestion }) {
  const { kind, label, term, classes, pictures } = suggestion;
  const counts = [
    ...(classes === null ? [] : [windowTexts.classes.below(classes)]),
    ...(pictures === null ? [] : [texts.results(pictures)]),
  ];
  return (
    <Combobox.Option value={optionValue(kind, term)} title={term}>
      {/* In a narrow window what it finds stands below it. */}
      <Group justify="space-between" gap="0 0.75rem">
        <Text size="sm" truncate maw="100%">
          {label}
        </Text>
        {counts.length === 0 ? null : (
          <Text size="xs" c="var(--window-dimmed)">
            {counts.join(' · ')}
          </Text>
        )}
      </Group>
    </Combobox.Option>
  );
}

function optionValue(kind: SuggestionKind, term: string): string {
  return `${kind} ${term}`;
}

function groupsOf(
  suggestions: readonly Suggestion[],
): readonly { readonly kind: SuggestionKind; readonly ofKind: readonly Suggestion[] }[] {
  const kinds = [...new Set(suggestions.map(({ kind }) => kind))];
  return kinds.map((kind) => ({ kind, ofKind: suggestions.filter((one) => one.kind === kind) }));
}

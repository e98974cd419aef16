import { Autocomplete, TagsInput } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import { flushSync } from 'react-dom';

/** The contract's bound. */
const LONGEST_TAG = 200;
const MOST_SHOWN = 50;

/** A field for the name of a tag: any text, with the tags that there are to choose from. */
export function TagField({
  label,
  value,
  onChange,
  tags,
  isFirst = false,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly tags: readonly string[];
  /** Whether a dialog that opens begins here. */
  readonly isFirst?: boolean;
}) {
  const list = useTagList(tags, value);
  return (
    <Autocomplete
      label={label}
      value={value}
      onChange={onChange}
      data={[...tags]}
      limit={MOST_SHOWN}
      data-autofocus={isFirst || undefined}
      maxLength={LONGEST_TAG}
      // A list that nobody asked for would lie over the dialog's buttons.
      openOnFocus={false}
      {...list}
    />
  );
}

/** The same for any number of tags. */
export function TagsField({
  label,
  description,
  placeholder,
  value,
  onChange,
  tags,
}: {
  readonly label: string;
  readonly description?: string;
  readonly placeholder?: string;
  readonly value: readonly string[];
  readonly onChange: (value: readonly string[]) => void;
  readonly tags: readonly string[];
}) {
  const [typed, setTyped] = useState('');
  const list = useTagList(
    tags.filter((tag) => !value.includes(tag)),
    typed,
  );
  const onKeyDown = (event: KeyboardEvent) => {
    // Leaving the field makes a tag of what is in it, which Escape gives up: it is gone before the focus is. The first one
    // closes the list.
    if (event.key === 'Escape' && !event.nativeEvent.isComposing && !list.dropdownOpened) {
      flushSync(() => {
        setTyped('');
        // What was typed kept it closed.
        list.onDropdownClose();
      });
    }
    // The library takes a tag off for each Backspace that finds no more than blanks: also where one is held too long.
    if (event.key === 'Backspace' && (event.repeat || typed !== '')) event.stopPropagation();
  };
  return (
    <TagsInput
      label={label}
      description={description}
      placeholder={placeholder}
      size="sm"
      value={[...value]}
      onChange={(next) => {
        onChange(namesOf(next));
      }}
      searchValue={typed}
      onSearchChange={setTyped}
      data={[...tags]}
      limit={MOST_SHOWN}
      maxLength={LONGEST_TAG}
      onKeyDown={onKeyDown}
      {...list}
    />
  );
}

/** What is taken when the field is left has its blanks yet, and may be nothing else. */
function namesOf(tags: readonly string[]): readonly string[] {
  const names = tags.map((tag) => tag.trim()).filter((name) => name !== '');
  return names.filter((name, at) => names.findIndex((other) => other.toLowerCase() === name.toLowerCase()) === at);
}

/**
 * When a field shows its list of tags: only while there is something in it. The library takes an empty one, which nobody
 * sees, for open too, and with it the Escape that is meant for the dialog.
 */
function useTagList(tags: readonly string[], typed: string) {
  const [isWanted, setIsWanted] = useState(false);
  const sought = typed.trim().toLowerCase();
  return {
    dropdownOpened: isWanted && tags.some((tag) => tag.toLowerCase().includes(sought)),
    onDropdownOpen: () => {
      setIsWanted(true);
    },
    onDropdownClose: () => {
      setIsWanted(false);
    },
    onBlur: () => {
      setIsWanted(false);
    },
  };
}

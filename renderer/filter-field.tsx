import { TextInput, type TextInputProps } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';

/** A field for a part of a name, by which a list shows only what has that in it. */
export function FilterField({
  label,
  value,
  onChange,
  ...place
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
} & Pick<TextInputProps, 'mt' | 'mb' | 'maw'>) {
  return (
    <TextInput
      type="search"
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch size="1rem" aria-hidden />}
      value={value}
      onChange={(event) => {
        onChange(event.currentTarget.value);
      }}
      {...place}
    />
  );
}

import { Autocomplete, TagsInput } from '@mantine/core';

/** The contract's bound. */
const LONGEST_TAG = 200;

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
  return (
    <Autocomplete
      label={label}
      value={value}
      onChange={onChange}
      data={[...tags]}
      limit={50}
      data-autofocus={isFirst || undefined}
      maxLength={LONGEST_TAG}
    />
  );
}

/** The same for any number of tags. */
export function TagsField({
  label,
  description,
  value,
  onChange,
  tags,
}: {
  readonly label: string;
  readonly description: string;
  readonly value: readonly string[];
  readonly onChange: (value: readonly string[]) => void;
  readonly tags: readonly string[];
}) {
  return (
    <TagsInput
      label={label}
      description={description}
      value={[...value]}
      onChange={onChange}
      data={[...tags]}
      limit={50}
      maxLength={LONGEST_TAG}
    />
  );
}

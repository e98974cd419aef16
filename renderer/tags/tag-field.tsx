import { Autocomplete } from '@mantine/core';

/** The contract's bound. */
const LONGEST_TAG = 200;

/** A field for the name of a tag: any text, with the tags that there are to choose from. */
export function TagField({
  label,
  description = null,
  value,
  onChange,
  tags,
}: {
  readonly label: string;
  readonly description?: string | null;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly tags: readonly string[];
}) {
  return (
    <Autocomplete
      label={label}
      description={description}
      value={value}
      onChange={onChange}
      data={[...tags]}
      limit={50}
      maxLength={LONGEST_TAG}
    />
  );
}

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
  isFirst = false,
}: {
  readonly label: string;
  readonly description?: string | null;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly tags: readonly string[];
  /** Whether a dialog that opens begins here. */
  readonly isFirst?: boolean;
}) {
  return (
    <Autocomplete
      label={label}
      description={description}
      value={value}
      onChange={onChange}
      data={[...tags]}
      limit={50}
      data-autofocus={isFirst || undefined}
      maxLength={LONGEST_TAG}
    />
  );
}

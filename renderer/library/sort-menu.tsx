import { Select } from '@mantine/core';
import { SORT_KEYS, type SearchSort, sortBy } from '../../shared/query/sort.ts';
import { windowTexts } from '../../shared/texts/window.ts';

const texts = windowTexts.sort;

const SORTS: readonly SearchSort[] = SORT_KEYS.flatMap((by) => [sortBy(by, false), sortBy(by, true)]);

/** The order in which pictures are shown. */
export function SortMenu({ sort, onSort }: { readonly sort: SearchSort; readonly onSort: (sort: SearchSort) => void }) {
  return (
    <Select
      size="xs"
      w="13rem"
      aria-label={texts.label}
      allowDeselect={false}
      value={keyOf(sort)}
      data={SORTS.map((one) => ({ value: keyOf(one), label: texts.names[one.by][one.direction] }))}
      onChange={(key) => {
        const chosen = SORTS.find((one) => keyOf(one) === key);
        if (chosen !== undefined) onSort(chosen);
      }}
    />
  );
}

function keyOf({ by, direction }: SearchSort): string {
  return `${by} ${direction}`;
}

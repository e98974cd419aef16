import { Text } from '@mantine/core';
import type { Selection } from '../shared/contract/commands.ts';
import { windowTexts } from '../shared/texts/window.ts';

const texts = windowTexts.selection;

/** What a dialog is about: so many pictures that were selected, or all that a search finds. */
export function SelectionText({
  selection,
  total,
}: {
  readonly selection: Selection;
  /** How many the search finds; null while that is not known. */
  readonly total: number | null;
}) {
  return (
    <Text size="sm">
      {'query' in selection ? texts.query(total, selection.query) : texts.selected(selection.pictures.length)}
    </Text>
  );
}

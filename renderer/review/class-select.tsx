import { isOptionsGroup, type OptionsFilter, Select } from '@mantine/core';
import type { Prediction } from '../../shared/prediction.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { useAnswer } from '../state/use-answer.ts';
import { useAskedAgain } from '../state/use-asked-again.ts';
import { classOptions } from './class-options.ts';

const texts = windowTexts.review;

/** Few enough that the list needs no scrolling, which a keyboard could not do. */
const MOST_SHOWN = 7;

/**
 * Classes to choose from by typing: those that the model sees lower down first, then all. Where they cannot be had, it says
 * why, and asks again.
 */
export function ClassSelect({
  predictions,
  onChoose,
  onClose,
}: {
  readonly predictions: readonly Prediction[];
  readonly onChoose: (index: number) => void;
  /** The person does without. */
  readonly onClose: () => void;
}) {
  const answer = useAnswer('classTree', {}, 0);
  const { reply, value: classes } = answer;
  useAskedAgain(answer, true);
  const seen = predictions.slice(1);
  const others = classOptions(classes ?? []).filter(
    ({ index }) => !seen.some((prediction) => prediction.index === index),
  );
  const option = ({ index, label }: { readonly index: number; readonly label: string }) => ({
    value: String(index),
    label,
  });
  return (
    <Select
      label={texts.rightClass}
      placeholder={texts.typeClass}
      searchable
      autoFocus
      defaultDropdownOpened
      selectFirstOptionOnChange
      nothingFoundMessage={texts.noClass}
      error={reply?.ok === false ? reply.message : null}
      limit={MOST_SHOWN}
      filter={beginningsFirst}
      withScrollArea={false}
      data={[
        { group: texts.alsoSeen, items: seen.map(option) },
        { group: texts.allClasses, items: others.map(option) },
      ]}
      value={null}
      onChange={(value) => {
        if (value !== null) onChoose(Number(value));
      }}
      // The first Escape leaves this field, not the screen.
      data-own-escape
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) takeFirst(event.currentTarget);
      }}
    />
  );
}

/**
 * Whoever types faster than the classes come means the first that is found, as otherwise: the library selects it with a
 * key alone, not when options come.
 */
function takeFirst(field: HTMLInputElement): void {
  const list = document.getElementById(field.getAttribute('aria-controls') ?? '');
  if (field.value.trim() === '' || list === null || list.querySelector('[data-combobox-selected]') !== null) return;
  list.querySelector<HTMLElement>('[data-combobox-option]')?.click();
}

/** What begins with what was typed comes before what only has it in it; so many in all groups together. */
const beginningsFirst: OptionsFilter = ({ options, search, limit }) => {
  const typed = search.trim().toLowerCase();
  let left = limit;
  return options.map((group) => {
    if (!isOptionsGroup(group)) return group;
    const found = group.items.filter(({ label }) => label.toLowerCase().includes(typed));
    const begins = found.filter(({ label }) => label.toLowerCase().startsWith(typed));
    const items = [...begins, ...found.filter((item) => !begins.includes(item))].slice(0, left);
    left -= items.length;
    return { ...group, items };
  });
};

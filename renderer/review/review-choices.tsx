import { Button, Kbd, Stack } from '@mantine/core';
import { IconArrowBackUp, IconCheck, IconChevronLeft, IconChevronRight, IconPencil, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { windowTexts } from '../../shared/texts/window.ts';
import styles from './review-choices.module.css';

const { choices } = windowTexts.review;

export type ReviewChoice = keyof typeof choices;

const ICON = { size: '1.1rem', stroke: 1.8, 'aria-hidden': true } as const;
const ICONS = {
  accept: <IconCheck {...ICON} />,
  reject: <IconX {...ICON} />,
  correct: <IconPencil {...ICON} />,
  skip: <IconChevronRight {...ICON} />,
  back: <IconChevronLeft {...ICON} />,
  undo: <IconArrowBackUp {...ICON} />,
} as const satisfies Record<ReviewChoice, ReactNode>;

/** Walks through pictures and says nothing of them. */
const WALKING: ReadonlySet<ReviewChoice> = new Set<ReviewChoice>(['skip', 'back']);

/** What can be done with a picture that waits for a review, each with its key. */
export function ReviewChoices({
  isDisabled,
  onChoose,
}: {
  readonly isDisabled: (choice: ReviewChoice) => boolean;
  readonly onChoose: (choice: ReviewChoice) => void;
}) {
  return (
    <Stack gap="xs" role="group" aria-label={windowTexts.review.choose}>
      {(Object.keys(ICONS) as ReviewChoice[]).map((choice) => (
        <Button
          key={choice}
          size="sm"
          variant="default"
          justify="space-between"
          className={styles['choice']}
          leftSection={ICONS[choice]}
          rightSection={<Kbd aria-hidden>{choices[choice].shownKey}</Kbd>}
          aria-keyshortcuts={choices[choice].key}
          disabled={isDisabled(choice)}
          onKeyDown={(event) => {
            // The browser would press the button as often as a held key comes again.
            if (event.key === 'Enter' && !mayChoose(choice, event)) event.preventDefault();
          }}
          onClick={() => {
            onChoose(choice);
          }}
        >
          {choices[choice].label}
        </Button>
      ))}
    </Stack>
  );
}

/** False for a key that is still held: what it says of one picture, it would say of the next before anybody has seen that. */
export function mayChoose(choice: ReviewChoice, { repeat }: { readonly repeat: boolean }): boolean {
  return !repeat || WALKING.has(choice);
}

/** The choice that a key stands for; null for any other key. */
export function choiceOfKey(event: {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}): ReviewChoice | null {
  const isCommand = event.ctrlKey || event.metaKey;
  if (isCommand) return event.key.toLowerCase() === 'z' ? 'undo' : null;
  if (event.altKey) return null;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const keys: Readonly<Record<string, ReviewChoice>> = {
    a: 'accept',
    r: 'reject',
    c: 'correct',
    s: 'skip',
    ArrowRight: 'skip',
    ArrowLeft: 'back',
    u: 'undo',
  };
  return Object.hasOwn(keys, key) ? (keys[key] ?? null) : null;
}

import { VisuallyHidden } from '@mantine/core';
import { IconCheck, IconPencil, IconX } from '@tabler/icons-react';
import type { NamedReview } from '../../shared/prediction.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import styles from './review-badge.module.css';

const ICONS = { accepted: IconCheck, rejected: IconX, corrected: IconPencil } as const;

/** What a person said of a picture, as a sign; in words for a screen reader and where the pointer rests. */
export function ReviewBadge({
  review,
  className = '',
}: {
  readonly review: NamedReview;
  readonly className?: string | undefined;
}) {
  const Icon = ICONS[review.verdict];
  const words = windowTexts.review.said(review);
  return (
    <span className={`${styles['badge'] ?? ''} ${className}`} data-verdict={review.verdict} title={words}>
      <Icon size="0.85rem" stroke={2.5} aria-hidden />
      <VisuallyHidden>{words}</VisuallyHidden>
    </span>
  );
}

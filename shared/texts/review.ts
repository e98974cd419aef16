import { assertNever } from '../assert-never.ts';
import type { NamedReview } from '../prediction.ts';

// What the window says about reviews.

/** What a person said of a picture, in words. */
function said({ verdict, label, corrected }: NamedReview): string {
  switch (verdict) {
    case 'accepted':
      return `You accepted “${label}”`;
    case 'rejected':
      return `You said it is not “${label}”`;
    case 'corrected':
      return `You said it is “${corrected ?? ''}”, not “${label}”`;
    default:
      return assertNever(verdict);
  }
}

export const reviewTexts = {
  said,
  not: (label: string) => `not ${label}`,
} as const;

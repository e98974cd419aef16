import { assertNever } from '../assert-never.ts';
import type { AcceptView } from '../contract/views.ts';
import type { NamedReview } from '../prediction.ts';
import { formatContents, formatNumber } from './quantities.ts';

// What the window says about reviews.

/** What a person said of a picture, in words. */
function said({ verdict, label, corrected }: NamedReview): string {
  switch (verdict) {
    case 'accepted':
      return `You accepted “${label}”`;
    case 'rejected':
      return `You rejected “${label}”`;
    case 'corrected':
      return `You corrected “${label}” to “${corrected ?? ''}”`;
    default:
      return assertNever(verdict);
  }
}

function acceptPreview({ changed, accepted, rejected, corrected }: AcceptView): string {
  const reviewed = [
    ...(accepted === 0 ? [] : [`${formatNumber(accepted)} accepted`]),
    ...(rejected === 0 ? [] : [`${formatNumber(rejected)} rejected`]),
    ...(corrected === 0 ? [] : [`${formatNumber(corrected)} corrected`]),
  ];
  const would = `${formatContents(changed)} would be accepted.`;
  return reviewed.length === 0
    ? would
    : `${would} You have reviewed others before, and they stay: ${reviewed.join(', ')}.`;
}

export const reviewTexts = {
  said,
  not: (label: string) => `not ${label}`,

  menu: 'Review',
  oneByOne: 'Review one by one',
  acceptMany: 'Accept predictions from a score on…',

  title: 'Review',
  close: 'Back to the library',
  isThis: 'Is this right?',
  left: (left: number, done: number) => `${formatNumber(left)} left · ${formatNumber(done)} reviewed`,
  nothing: 'There is nothing left to review here.',
  done: (reviewed: number, skipped: number) =>
    `${formatNumber(reviewed)} reviewed${skipped === 0 ? '' : `, ${formatNumber(skipped)} skipped`}. Nothing else is left.`,
  choose: 'What is it?',
  choices: {
    accept: { label: 'Accept', key: 'A', shownKey: 'A' },
    reject: { label: 'Reject', key: 'R', shownKey: 'R' },
    correct: { label: 'Correct…', key: 'C', shownKey: 'C' },
    skip: { label: 'Skip', key: 'ArrowRight', shownKey: '→' },
    back: { label: 'Previous', key: 'ArrowLeft', shownKey: '←' },
    undo: { label: 'Undo', key: 'U', shownKey: 'U' },
  },
  withdraw: 'Take back',
  told: {
    accepted: (label: string) => `Accepted “${label}”`,
    rejected: (label: string) => `Rejected “${label}”`,
    corrected: (label: string) => `Corrected “${label}”`,
    withdrawn: (label: string) => `Took back what you had said of “${label}”`,
  },
  rightClass: 'What it is',
  typeClass: 'Type the name of a class',
  noClass: 'The model has no such class',
  alsoSeen: 'The model sees these too',
  allClasses: 'All classes',

  accept: {
    title: 'Accept predictions',
    score: 'Least score',
    scoreHint: 'The best class of every picture with this score or more is accepted, unless you have reviewed it.',
    preview: acceptPreview,
    confirm: 'Accept',
    cancel: 'Cancel',
    done: (n: number, score: number) => `Accepted ${formatContents(n)} from a score of ${score} on`,
  },
} as const;

import type { FailureKind } from '../failure.ts';
import { formatNumber } from './quantities.ts';

// What the window says about pictures that failed.

export const failureTexts = {
  title: 'Failures',
  none: 'Every picture could be looked at.',
  explained: 'These pictures could not be looked at. Everything else went on without them.',
  retry: 'Try again',
  retryOf: (name: string) => `Try again: ${name}`,
  retryAll: 'Try all again',
  retrySelected: (n: number) => `Try ${formatNumber(n)} again`,
  select: (name: string) => `Select ${name}`,
  filter: 'Kind of failure',
  all: 'All kinds',
  kind: (kind: string, n: number) => `${kind} (${formatNumber(n)})`,
  reason: (kind: string, detail: string) => `${kind}: ${detail}`,
  kinds: {
    'unreadable-picture': 'Damaged',
    'unsupported-format': 'Not a known picture format',
    'too-large': 'Too large',
    'empty-file': 'Empty file',
    'worker-crashed': 'Breaks the program that reads it',
    'timed-out': 'Takes too long',
    'worker-killed': 'Stopped from outside',
    vanished: 'Not there any more',
    'permission-denied': 'No permission',
    'read-error': 'Could not be read',
    'not-a-regular-file': 'Not an ordinary file',
    'not-downloaded': 'Only in the cloud',
  } satisfies Record<FailureKind, string>,
  retrying: 'They are tried again.',
  showInFolder: (name: string) => `Show ${name} in folder`,
  list: 'Pictures that failed',
} as const;

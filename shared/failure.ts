/**
 * Everything that can go wrong with one picture. A failure is a value: recorded, shown, counted, retriable; the run
 * continues.
 */
export const FAILURE_KINDS = [
  'unreadable-picture',
  'unsupported-format',
  'too-large',
  'empty-file',
  'worker-crashed',
  'timed-out',
  'worker-killed',
  'vanished',
  'permission-denied',
  'read-error',
  'not-a-regular-file',
  'not-downloaded',
] as const;

export type FailureKind = (typeof FAILURE_KINDS)[number];

export interface Failure {
  readonly kind: FailureKind;
  /** One sentence for a person: what is wrong with this file, and what they can do. Never contains the path. */
  readonly detail: string;
}

/** A picture that was classified all the same, with something to say about it. */
export interface PictureWarning {
  /** `truncated`: the file ends early; the missing part was filled with what the decoder had. */
  readonly kind: 'truncated';
}

/**
 * Whether equal bytes under another path would fail alike. A failure of the path (no permission, vanished) says
 * nothing about a copy elsewhere; a failure of the content does.
 */
export function failsThroughContent(kind: FailureKind): boolean {
  switch (kind) {
    case 'unreadable-picture':
    case 'unsupported-format':
    case 'too-large':
    case 'empty-file':
    case 'worker-crashed':
    case 'timed-out':
      return true;
    case 'worker-killed':
    case 'vanished':
    case 'permission-denied':
    case 'read-error':
    case 'not-a-regular-file':
    case 'not-downloaded':
      return false;
  }
}

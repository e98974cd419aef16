import { assertNever } from '../../shared/assert-never.ts';
import type { Failure } from '../../shared/failure.ts';
import { pictureFailureTexts as texts } from '../../shared/texts/picture-failures.ts';
import type { Charges } from './case.ts';
import type { Death } from './pool-worker.ts';

// Once may be chance (memory that was short for a moment); twice, alone, in fresh workers is not.
const DEATHS_TO_QUARANTINE = 2;
// A signal from outside never speaks against a picture by itself; but somebody's memory limit may well hit the same
// picture every time, and a run must end.
const KILLS_TO_GIVE_UP = 4;

/** Whether a picture that was being read when a worker died is to be tried alone: once is nothing, again is odd. */
export function isSuspectReader(charges: Charges): boolean {
  charges.whileRead += 1;
  return charges.whileRead > 1;
}

/**
 * A worker died with this picture alone in it. Answers the picture's failure, or null: it is to be
 * tried again. What happened in a worker that had served other pictures before (`isFresh` is false) counts nothing.
 */
export function judge(charges: Charges, death: Death, isFresh: boolean): Failure | null {
  if (isFresh && death.by === 'outside') charges.outside += 1;
  else if (isFresh) charges.own += 1;
  const limit = death.by === 'outside' ? KILLS_TO_GIVE_UP : DEATHS_TO_QUARANTINE;
  const count = death.by === 'outside' ? charges.outside : charges.own;
  return count < limit ? null : failureBy(death);
}

/** The same where memory ran out, with no other worker beside this one. */
export function judgeMemory(charges: Charges, { cause }: Death, isFresh: boolean): Failure | null {
  if (isFresh) charges.memory += 1;
  return charges.memory < DEATHS_TO_QUARANTINE ? null : tooLargeForMemory(cause);
}

/** The picture alone takes more memory than there is. */
export function tooLargeForMemory(cause: string): Failure {
  return { kind: 'too-large', detail: texts.outOfMemory(cause) };
}

function failureBy({ by, during, cause }: Death): Failure {
  switch (by) {
    case 'outside':
      return { kind: 'worker-killed', detail: texts.killed(cause, KILLS_TO_GIVE_UP) };
    case 'deadline':
      // A disk that does not answer says nothing about the content.
      if (during === 'reading') return { kind: 'read-error', detail: texts.readWithoutEnd(cause) };
      return { kind: 'timed-out', detail: texts.withoutEnd(cause) };
    case 'itself':
      return { kind: 'worker-crashed', detail: texts.breaksWorker(cause) };
    default:
      return assertNever(by);
  }
}

import type { Failure } from '../../shared/failure.ts';
import type { WorkerEnd } from './pool-worker.ts';

/** A worker that ended without being asked to. */
export type Death = Extract<WorkerEnd, { kind: 'died' }>;

/** What is held against one suspect picture. */
export interface Record {
  /** Deaths that it alone can have caused, by the worker's own breaking or by the deadline. */
  own: number;
  /** Deaths of its worker by a signal from outside, while it was alone. */
  outside: number;
}

// Once may be chance (a cosmic ray, memory that was short for a moment); twice alone in fresh workers is not.
const DEATHS_TO_QUARANTINE = 2;
// A signal from outside never speaks against a picture by itself; but somebody's memory limit may well hit the same
// picture every time, and a run must end.
const KILLS_TO_GIVE_UP = 4;

/**
 * A suspect's worker died while it was alone in it. Answers the picture's failure, or null: it is tried again.
 * `isFresh`: the worker had served no other picture, so that nothing else can have broken it.
 */
export function judge(record: Record, death: Death, isFresh: boolean): Failure | null {
  if (death.by === 'outside') {
    record.outside += 1;
    if (record.outside < KILLS_TO_GIVE_UP) return null;
    return {
      kind: 'worker-killed',
      detail:
        `The process that worked on this picture was killed from outside (${death.cause}) ${KILLS_TO_GIVE_UP} times, ` +
        'perhaps because memory ran out. It is tried again in the next run.',
    };
  }
  if (isFresh) record.own += 1;
  if (record.own < DEATHS_TO_QUARANTINE) return null;
  return death.by === 'deadline'
    ? {
        kind: 'timed-out',
        detail: `Twice, alone, ${death.cause}. The file may be damaged or built to do harm; it is left alone until you retry it.`,
      }
    : {
        kind: 'worker-crashed',
        detail: `Twice, alone, it made the process that reads it break (${death.cause}). The file may be damaged or built to do harm; it is left alone until you retry it.`,
      };
}

/** Notices when workers die again and again of one cause, whatever the picture. */
export interface Streak {
  /** Called where a worker died and no picture is to blame. Answers why the run has to stop, or null. */
  death(cause: string): string | null;
  /** Called where a picture was quarantined. */
  quarantine(cause: string): string | null;
  /** A picture was brought to an end: the machine works. */
  success(): void;
}

const DEATHS_IN_A_ROW = 12;
const QUARANTINES_IN_A_ROW = 10;

export function createStreak(): Streak {
  let cause: string | null = null;
  let deaths = 0;
  let quarantines = 0;
  const reset = (next: string | null): void => {
    cause = next;
    deaths = 0;
    quarantines = 0;
  };
  return {
    death: (of) => {
      if (of !== cause) reset(of);
      deaths += 1;
      return deaths < DEATHS_IN_A_ROW
        ? null
        : `${deaths} worker processes in a row ended the same way (${of}), and no picture was finished in between.`;
    },
    quarantine: (of) => {
      if (of !== cause) reset(of);
      quarantines += 1;
      return quarantines < QUARANTINES_IN_A_ROW
        ? null
        : `${quarantines} pictures in a row ended their worker the same way (${of}); that is no longer the pictures' fault.`;
    },
    success: () => {
      reset(null);
    },
  };
}

import type { Failure } from '../../shared/failure.ts';
import type { Case, PoolOutcome } from './case.ts';
import { isSuspectReader, judgeMemory } from './guilt.ts';
import type { Death } from './pool-worker.ts';
import type { Retreat } from './retreat.ts';
import { inWords } from './streak.ts';

/** What is done about memory that ran out needs this of its pool. */
export interface ShortagePool {
  /** Lets every worker go, to start others when they are gone; their pictures are nobody's fault, and tried again. */
  restart(): void;
  /** To be tried by whatever worker. */
  requeue(cases: readonly Case[]): void;
  /** To be tried one at a time. */
  tryAlone(cases: readonly Case[]): void;
  /** Any picture that waits for a worker. */
  takeWaiting(): readonly Case[];
  /** The crew may work again. */
  resume(): void;
  breakDown(reason: string): void;
  /** There is another plan in force. */
  reduced(because: string): void;
}

/**
 * Memory that runs out is not a picture's fault, unless one alone takes all of it. So where the session found none, the plan becomes
 * smaller at once. Where a process died of it, those that it was decoding are tried alone, with no other worker beside
 * and one picture a batch: one that dies so twice is guilty; where none does, there were too many at a time.
 */
export interface Shortage {
  /** Whether no worker may run but the lane's. */
  readonly isHolding: boolean;
  inCrew(death: Death): void;
  /** In a worker that had nothing but this picture. Answers the picture's failure, or null: it is to be tried again. */
  inLane(one: Case, death: Death, isFresh: boolean): Failure | null;
  /** A picture could not be read or decoded for want of memory, as its failure says. */
  inDecoder(one: Case, outcome: PoolOutcome): void;
  /** Nothing is left to be tried alone. */
  laneIsIdle(): void;
}

/** Decoders may say so of damaged files, whose headers promise too much: a few are tried alone, then they are believed. */
const FALSE_ALARMS = 3;

export function createShortage(retreat: Retreat, pool: ShortagePool): Shortage {
  /** Why suspects are tried alone; null: they are not. */
  let holding: string | null = null;
  /** Whether that has an answer already: a guilty picture, or another device. */
  let isAnswered = false;
  let falseAlarms = 0;

  function hold(suspects: readonly Case[], because: string): void {
    holding = because;
    isAnswered = false;
    pool.restart();
    pool.tryAlone(suspects);
  }

  function stepBack(because: string): void {
    retreat.step();
    pool.restart();
    pool.reduced(because);
  }

  return {
    get isHolding() {
      return holding !== null;
    },
    inCrew: (death) => {
      const because = death.cause;
      const all = [...death.suspects, ...death.readers, ...death.innocents];
      if (retreat.isAtEnd()) {
        // Nothing is smaller but one worker without the lane's beside it.
        hold(all.length > 0 ? all : pool.takeWaiting(), because);
        return;
      }
      const oddReaders = death.readers.filter(({ charges }) => isSuspectReader(charges));
      const suspects = death.memory === 'session' ? [] : [...death.suspects, ...oddReaders];
      pool.requeue(all.filter((one) => !suspects.includes(one)));
      if (suspects.length === 0) stepBack(because);
      else hold(suspects, because);
    },
    inLane: (one, death, isFresh) => {
      if (holding === null) {
        hold([], death.cause);
        return null;
      }
      if (death.memory === 'process' && [...death.suspects, ...death.readers].includes(one)) {
        const failure = judgeMemory(one.charges, death, isFresh);
        if (failure !== null) isAnswered = true;
        return failure;
      }
      isAnswered = true;
      if (retreat.leaveDevice()) pool.reduced(death.cause);
      else pool.breakDown(`Memory ran out with one worker and one picture at a time. ${WAYS_OUT} ${inWords(death)}`);
      return null;
    },
    inDecoder: (one, outcome) => {
      if (holding !== null) {
        falseAlarms += 1;
        isAnswered = true;
        one.conclude(outcome);
      } else if (falseAlarms >= FALSE_ALARMS) {
        one.conclude(outcome);
      } else {
        hold([one], outcome.kind === 'failed' ? outcome.failure.detail : outcome.kind);
      }
    },
    laneIsIdle: () => {
      if (holding === null) return;
      const because = holding;
      holding = null;
      if (isAnswered || retreat.isAtEnd()) pool.resume();
      else stepBack(because);
    },
  };
}

const WAYS_OUT =
  'Close other programs, or choose a smaller model; pictures that were not classified are tried in the next run.';

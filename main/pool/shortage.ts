import type { Failure } from '../../shared/failure.ts';
import { saysNoThread, saysOutOfMemory } from '../../shared/out-of-memory.ts';
import type { PictureOutcome } from '../../shared/run.ts';
import { runStopTexts as texts } from '../../shared/texts/process-ends.ts';
import type { Case } from './case.ts';
import { isSuspectReader, judgeMemory, tooLargeForMemory } from './guilt.ts';
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
  readonly inCrew: (death: Death) => void;
  /** In a worker that had nothing but this picture. Answers the picture's failure, or null: it is to be tried again. */
  readonly inLane: (one: Case, death: Death, isFresh: boolean) => Failure | null;
  /** Gives a picture its outcome; where that is a failure which may be for want of memory, it is tried alone before, unless it was alone. */
  readonly conclude: (one: Case, outcome: PictureOutcome, isAlone: boolean) => void;
  /** Nothing is left to be tried alone. */
  readonly laneIsIdle: () => void;
}

/** Files that decoders call damaged alone as well, one after the other, until the next is believed at once. */
const FALSE_ALARMS = 3;
/** Pictures in a row that had no room alone, none classified in between: it is no longer they that are too large. */
const SHORT_ALONE = 6;

export function createShortage(retreat: Retreat, pool: ShortagePool): Shortage {
  /** Why suspects are tried alone; null: they are not. */
  let holding: string | null = null;
  /** Whether that has an answer already: a guilty picture, or another device. */
  let isAnswered = false;
  let falseAlarms = 0;
  let shortAlone = 0;
  /** Called damaged before memory ran out, and tried again alone beside the others. */
  const secondOpinions = new WeakSet<Case>();
  /** Whether memory ran out before: decoders for which it was too short may say that a file is damaged. */
  let isShort = false;

  function hold(suspects: readonly Case[], because: string): void {
    holding = because;
    isAnswered = false;
    pool.restart();
    pool.tryAlone(suspects);
  }

  function stepBack(because: string): void {
    retreat.step();
    isShort = true;
    pool.restart();
    pool.reduced(because);
  }

  /** Gives a picture that is alone its outcome. */
  function concludeAlone(one: Case, outcome: PictureOutcome): void {
    if (namesMemory(outcome)) {
      shortAlone += 1;
      isAnswered = true;
      if (saysNoThread(outcome.failure.detail)) {
        pool.breakDown(texts.memoryAtTheEnd(outcome.failure.detail));
        return;
      }
      if (shortAlone === SHORT_ALONE) {
        pool.breakDown(texts.memoryAlone(SHORT_ALONE));
        return;
      }
    } else if (isCalledDamaged(outcome)) {
      falseAlarms += 1;
      isAnswered = true;
    }
    one.conclude(nameMemory(outcome));
  }

  /** Of a picture that had a second opinion: where that is another one, the decoder's first had no room. */
  function concludeAgain(one: Case, outcome: PictureOutcome): void {
    if (isCalledDamaged(outcome)) falseAlarms += 1;
    one.conclude(outcome);
    if (outcome.kind === 'classified' && !retreat.isAtEnd()) stepBack(texts.decodedOnlyAlone);
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
      isShort = true;
      if (retreat.leaveDevice()) pool.reduced(death.cause);
      else pool.breakDown(texts.memoryAtTheEnd(inWords(death)));
      return null;
    },
    conclude: (one, outcome, isAlone) => {
      if (outcome.kind === 'classified') shortAlone = 0;
      if (holding !== null) {
        concludeAlone(one, outcome);
      } else if (namesMemory(outcome)) {
        hold([one], texts.notDecoded);
      } else if (secondOpinions.has(one)) {
        concludeAgain(one, outcome);
      } else if (!isCalledDamaged(outcome) || falseAlarms >= FALSE_ALARMS || one.alone !== null) {
        one.conclude(outcome);
      } else if (isShort) {
        hold([one], texts.notDecoded);
      } else if (isAlone) {
        falseAlarms += 1;
        one.conclude(outcome);
      } else {
        secondOpinions.add(one);
        pool.tryAlone([one]);
      }
    },
    laneIsIdle: () => {
      if (holding === null) return;
      const because = holding;
      holding = null;
      if (!isAnswered) falseAlarms = 0;
      // The lane's worker has to go as well: beside it there may be no room for the crew.
      if (isAnswered || retreat.isAtEnd()) pool.restart();
      else stepBack(because);
    },
  };
}

function namesMemory(outcome: PictureOutcome): outcome is FailedOutcome {
  return outcome.kind === 'failed' && saysOutOfMemory(outcome.failure.detail);
}

type FailedOutcome = Extract<PictureOutcome, { kind: 'failed' }>;

/** Decoders for which memory is too short may say so of a sound file. */
function isCalledDamaged(outcome: PictureOutcome): boolean {
  return outcome.kind === 'failed' && outcome.failure.kind === 'unreadable-picture' && !namesMemory(outcome);
}

/** A decoder's word for it is not about damage. */
function nameMemory(outcome: PictureOutcome): PictureOutcome {
  if (!namesMemory(outcome)) return outcome;
  return { ...outcome, failure: tooLargeForMemory(outcome.failure.detail) };
}

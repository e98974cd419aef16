import { processEndTexts, runStopTexts } from '../../shared/texts/process-ends.ts';
import type { Death } from './pool-worker.ts';

/**
 * Counts what went wrong since a picture was last classified. Each of its first three functions answers why the run has
 * to stop, or null. Workers that ran side by side may all die of one event, somebody's `killall` for instance: a
 * death counts only where its worker was started after the one that was counted before it.
 */
export interface Streak {
  /** A worker died before its session was loaded. */
  loadDeath(death: Death): string | null;
  /** A worker died, and no picture can be to blame. */
  blamelessDeath(death: Death): string | null;
  /** The last death gave a picture its failure. */
  conviction(death: Death): string | null;
  /** A session was loaded. */
  loaded(): void;
  /** A picture was classified: the machine works. */
  classified(): void;
  /** Milliseconds to wait before a dead worker is replaced: longer after each death, up to a bound. */
  respawnDelayMs(death: Death): number;
}

const LOAD_DEATHS_TO_STOP = 3;
const BLAMELESS_DEATHS_TO_STOP = 6;
const KILLED_PICTURES_TO_STOP = 6;
const GUILTY_PICTURES_TO_STOP = 10;
const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 5000;

export function createStreak(): Streak {
  const loadDeaths = createSequence();
  const blameless = createSequence();
  const respawns = createSequence();
  let killed = 0;
  let guilty = 0;
  return {
    loadDeath: (death) =>
      loadDeaths.count(death) < LOAD_DEATHS_TO_STOP
        ? null
        : runStopTexts.loadDeaths(LOAD_DEATHS_TO_STOP, inWords(death)),
    blamelessDeath: (death) =>
      blameless.count(death) < BLAMELESS_DEATHS_TO_STOP
        ? null
        : runStopTexts.blamelessDeaths(BLAMELESS_DEATHS_TO_STOP, inWords(death)),
    conviction: (death) => {
      if (death.by === 'outside') killed += 1;
      else guilty += 1;
      if (killed < KILLED_PICTURES_TO_STOP && guilty < GUILTY_PICTURES_TO_STOP) return null;
      return runStopTexts.convictions(killed + guilty, inWords(death));
    },
    loaded: () => {
      loadDeaths.reset();
    },
    classified: () => {
      blameless.reset();
      respawns.reset();
      killed = 0;
      guilty = 0;
    },
    respawnDelayMs: (death) => Math.min(FIRST_DELAY_MS * 2 ** (respawns.count(death) - 1), LONGEST_DELAY_MS),
  };
}

interface Sequence {
  /** Deaths in sequence, this one included. */
  count(death: Death): number;
  reset(): void;
}

function createSequence(): Sequence {
  let deaths = 0;
  let countedAt = -Infinity;
  return {
    count: ({ startedAt }) => {
      if (startedAt > countedAt) {
        deaths += 1;
        countedAt = performance.now();
      }
      return deaths;
    },
    reset: () => {
      deaths = 0;
    },
  };
}

/** How a worker ended, with the end of what it said. */
export function inWords({ cause, stderr }: Death): string {
  return processEndTexts.withWords(cause, stderr.trim());
}

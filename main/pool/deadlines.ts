/** Milliseconds after which the pool gives a worker up. */
export interface Deadlines {
  /** From the start of the process until its session is loaded. */
  readonly loadMs: number;
  /** In one step of one picture. A call of the session has as much for each picture in it. */
  readonly pictureMs: number;
}

/**
 * Two minutes for each: on a slow machine, with a cold disk, a B7 is loaded in half a minute, and the largest picture
 * within the memory for decoding is decoded in less. Nobody waits for it but the run's end: the other workers go on.
 */
export const DEFAULT_DEADLINES: Deadlines = { loadMs: 120_000, pictureMs: 120_000 };

/**
 * Where a picture is. `waiting`: the worker has it and does nothing with it, before a step or between two. `settling`:
 * the worker waits for the pool's answer to its content.
 */
export type Stage = 'waiting' | 'settling' | 'reading' | 'decoding' | 'computing';

/** A picture's time in its stage. */
export interface StageTime {
  stage: Stage;
  /** Milliseconds, as counted by the pool's ticks: a machine that slept was not too slow. */
  ageMs: number;
  limitMs: number;
}

/** @param pictures in the same step, which the worker takes one after the other */
export function enterStage(time: StageTime, stage: Stage, { pictureMs }: Deadlines, pictures = 1): void {
  Object.assign(time, { stage, ageMs: 0, limitMs: pictureMs * pictures });
}

/**
 * Lets time pass for the pictures of one worker. While its session computes, its JavaScript is blocked and no other
 * picture's end can be heard of: their clocks stand, so that a slow network makes nobody else late. What the pool itself
 * has to answer is never late.
 */
export function passTime(times: readonly StageTime[], ms: number): void {
  const isComputing = times.some(({ stage }) => stage === 'computing');
  for (const time of times) {
    if (time.stage !== 'settling' && (time.stage === 'computing' || !isComputing)) time.ageMs += ms;
  }
}

/** The worker spoke: what waits for its turn in it may go on waiting. */
export function hearSign(times: Iterable<StageTime>): void {
  for (const time of times) if (time.stage === 'waiting') time.ageMs = 0;
}

export function isOverdue({ ageMs, limitMs }: StageTime): boolean {
  return ageMs > limitMs;
}

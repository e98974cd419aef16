import { z } from 'zod';
import { ENGINE_NAMES } from '../engine.ts';
import type { EnginePackStep } from '../engine-pack.ts';
import type { EngineProgress } from '../engine-report.ts';
import { VARIANT_IDS } from '../variant.ts';
import { MENU_ITEMS } from './menu-items.ts';

// What the application tells the window, unasked. Checked before the window uses it, so that both sides are of one version.

const count = z.int().nonnegative();

/** What a run is over. */
const runSubject = z.discriminatedUnion('kind', [
  /** Folders and files, absolute: the first of them, and how many there are besides. */
  z.strictObject({ kind: z.literal('paths'), paths: z.array(z.string()), more: count }),
  /** Pictures that have no result yet, wherever they are. */
  z.strictObject({ kind: z.literal('left') }),
  /** Pictures that failed. */
  z.strictObject({ kind: z.literal('failures') }),
]);

const runView = z.strictObject({
  about: runSubject,
  state: z.enum(['starting', 'running', 'paused', 'finishing']),
  /** More pictures may still be found. */
  scanning: z.boolean(),
  found: count,
  /** Pictures in all: those found, or, while more may be, those that were counted before it; null: nobody knows. */
  total: z.nullable(count),
  classified: count,
  reused: count,
  unchanged: count,
  failed: count,
  /** Files that are no pictures, by extension. */
  skipped: z.array(z.tuple([z.string(), count])),
  /** Over the last seconds. */
  picturesPerSecond: z.number().nonnegative(),
  /** Null while that cannot be known. */
  secondsLeft: z.nullable(z.number().nonnegative()),
  /** The engine that is being tried before it begins; null where none is. */
  trying: z.nullable(z.enum(ENGINE_NAMES)),
  /** Null before it began. */
  work: z.nullable(
    z.strictObject({
      engine: z.string(),
      /** Why that one, for a person. */
      why: z.string(),
      /** Its name. */
      model: z.string(),
      /** In force. */
      plan: z.strictObject({ workers: count, threads: count, decoders: count, batch: count }),
      /** Whether memory ran out for the plan that it began with. */
      isReduced: z.boolean(),
    }),
  ),
  /** Runs that wait for this one, the next one first. `run`: the number that it is removed by. */
  waiting: z.array(z.strictObject({ run: z.int().positive(), about: runSubject })),
});

const finished = z.strictObject({
  /** What computed. */
  engine: z.string(),
  classified: count,
  reused: count,
  unchanged: count,
  failed: count,
  left: count,
  /** Files that are no pictures, by extension. */
  skipped: z.array(z.tuple([z.string(), count])),
  seconds: z.number().nonnegative(),
  /** Named paths and roots that could not be looked at. */
  offline: z.array(z.string()),
  /** Why it ended before its work did; null where everything was done. */
  stopped: z.nullable(z.string()),
});

const engineProgress: z.ZodType<EngineProgress> = z.strictObject({
  engine: z.enum(ENGINE_NAMES),
  done: count,
  total: count,
});

const enginePackStep: z.ZodType<EnginePackStep> = z.union([
  z.strictObject({ step: z.literal('copying'), bytes: count, of: count }),
  z.strictObject({ step: z.literal('trying') }),
]);

export const EVENTS = {
  /** The run's state, at most ten times a second; null: nothing is running. */
  run: z.nullable(runView),
  runFinished: finished,
  /** A CSV is being written: records so far, and pictures in all; null: none is. At most ten times a second. */
  exporting: z.nullable(z.strictObject({ rows: count, pictures: count })),
  /** Engines are being measured; null: they no longer are. */
  measuringEngines: z.nullable(engineProgress),
  /** An engine pack is being added. At most four times a second. */
  addingEnginePack: enginePackStep,
  /** A published model is on its way: bytes that have come, and in all, null while nobody has said; null: none is. */
  installing: z.nullable(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      bytes: count,
      total: z.nullable(count),
      /** It is here, and is being tried. */
      isTrying: z.boolean(),
    }),
  ),
  /** Networks are being measured: which one now, and how many of them are done; null: none is. At most ten times a second. */
  measuring: z.nullable(z.strictObject({ variant: z.enum(VARIANT_IDS), done: count, total: count })),
  /** Something could not be done that nobody waits for. */
  problem: z.strictObject({ message: z.string() }),
  /** Results, tags or roots have changed: what is shown may be old. */
  catalogChanged: z.strictObject({}),
  /** The chosen model, or the score from which a word of it counts, is another one, be it during a run. */
  modelChanged: z.strictObject({}),
  /** Folders and files that a second start, the system or a menu hands over. */
  pathsGiven: z.strictObject({ paths: z.array(z.string()) }),
  /** A menu item that the window acts on. */
  menu: z.strictObject({ item: z.enum(MENU_ITEMS) }),
} as const satisfies Record<string, z.ZodType>;

export type EventName = keyof typeof EVENTS;
export type EventPayload<Name extends EventName> = z.infer<(typeof EVENTS)[Name]>;
export type RunView = z.infer<typeof runView>;
export type RunSubject = z.infer<typeof runSubject>;
export type FinishedRunView = z.infer<typeof finished>;

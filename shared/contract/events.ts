import { z } from 'zod';
import { ENGINE_NAMES } from '../engine.ts';
import type { EnginePackStep } from '../engine-pack.ts';
import type { EngineProgress } from '../engine-report.ts';

// What the application tells the window, unasked. Checked before the window uses it, so that both sides are of one version.

const count = z.int().nonnegative();

const runView = z.strictObject({
  /** Folders and files, as they were named. */
  paths: z.array(z.string()),
  state: z.enum(['starting', 'running', 'paused', 'finishing']),
  /** More pictures may still be found. */
  scanning: z.boolean(),
  found: count,
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
  /** Null before it began. */
  work: z.nullable(
    z.strictObject({
      engine: z.string(),
      /** Why that one, for a person. */
      why: z.string(),
      /** Its name. */
      model: z.string(),
      plan: z.strictObject({ workers: count, threads: count, decoders: count, batch: count }),
    }),
  ),
  /** Runs that wait for this one. */
  queued: count,
});

const finished = z.strictObject({
  /** What computed. */
  engine: z.string(),
  classified: count,
  reused: count,
  unchanged: count,
  failed: count,
  left: count,
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
  /** Something could not be done that nobody waits for. */
  problem: z.strictObject({ message: z.string() }),
  /** Results, tags or roots have changed: what is shown may be old. */
  catalogChanged: z.strictObject({}),
  /** Folders and files that a second start, the system or a menu hands over. */
  pathsGiven: z.strictObject({ paths: z.array(z.string()) }),
  /** A menu item that the window acts on. */
  menu: z.strictObject({
    item: z.enum([
      ...(['find', 'undo', 'export', 'failures', 'library', 'classes'] as const),
      ...(['models', 'engines', 'settings', 'shortcuts', 'deleteData'] as const),
    ]),
  }),
} as const satisfies Record<string, z.ZodType>;

export type EventName = keyof typeof EVENTS;
export type EventPayload<Name extends EventName> = z.infer<(typeof EVENTS)[Name]>;
export type RunView = z.infer<typeof runView>;
export type FinishedRunView = z.infer<typeof finished>;

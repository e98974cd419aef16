import { z } from 'zod';

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
      /** Its name. */
      model: z.string(),
      /** In force. */
      plan: z.strictObject({ workers: count, threads: count, decoders: count, batch: count }),
      /** Whether memory ran out for the plan that it began with. */
      isReduced: z.boolean(),
    }),
  ),
  /** Runs that wait for this one. */
  queued: count,
});

const finished = z.strictObject({
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

export const EVENTS = {
  /** The run's state, at most ten times a second; null: nothing is running. */
  run: z.nullable(runView),
  runFinished: finished,
  /** A CSV is being written: records so far, and pictures in all; null: none is. At most ten times a second. */
  exporting: z.nullable(z.strictObject({ rows: count, pictures: count })),
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
      ...(['models', 'settings', 'shortcuts', 'deleteData'] as const),
    ]),
  }),
} as const satisfies Record<string, z.ZodType>;

export type EventName = keyof typeof EVENTS;
export type EventPayload<Name extends EventName> = z.infer<(typeof EVENTS)[Name]>;
export type RunView = z.infer<typeof runView>;
export type FinishedRunView = z.infer<typeof finished>;

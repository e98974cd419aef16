import { z } from 'zod';
import type { FilePath } from '../file-path.ts';
import type { Prediction } from '../prediction.ts';
import type { RunView } from './events.ts';

// What the window may ask of the application: one schema a command, checked in the main process before anything is done
// with it. The window shows pictures of strangers; nothing that comes from it is taken on trust.

const MAX_PATHS = 10_000;
const MAX_SELECTED = 1_000_000;

const filePath: z.ZodType<FilePath> = z.union([z.string().max(32_767), z.instanceof(Uint8Array)]);
const absolutePaths = z.array(z.string().min(1).max(32_767)).min(1).max(MAX_PATHS);
const rowId = z.int().positive();
const query = z.string().max(10_000);
const tagName = z.string().trim().min(1).max(200);

/** The last picture of a page: the next one begins after it. */
const cursor = z.strictObject({
  picture: rowId,
  root: rowId,
  rootPath: filePath,
  relativePath: filePath,
  match: z.nullable(z.strictObject({ index: z.int().nonnegative(), score: z.number().min(0).max(1) })),
});

/** Pictures that something is done to: all that a query finds, or those that a person selected. */
const selection = z.union([
  z.strictObject({ query }),
  z.strictObject({ pictures: z.array(rowId).min(1).max(MAX_SELECTED) }),
]);

export const COMMANDS = {
  /** The window is there: what to show first. */
  start: z.strictObject({}),
  /** A dialog of the system; empty where the person chose nothing. */
  choosePaths: z.strictObject({ kind: z.enum(['folders', 'files']) }),
  /** Counts what a run would find, for a person to decide. */
  previewRun: z.strictObject({ paths: absolutePaths }),
  /** Runs now, or after the runs before it. */
  startRun: z.strictObject({ paths: absolutePaths, tag: z.nullable(tagName) }),
  /** The same with the sample pictures that come with the application. */
  runSamples: z.strictObject({}),
  /** Goes on with what was in the works when the application ended. */
  continueRun: z.strictObject({}),
  pauseRun: z.strictObject({}),
  resumeRun: z.strictObject({}),
  /** What is in flight is finished and saved; the runs behind it go on. */
  cancelRun: z.strictObject({}),
  /** A page of what a query finds, best first. */
  search: z.strictObject({ query, after: z.nullable(cursor), limit: z.int().min(1).max(500) }),
  count: z.strictObject({ query }),
  picture: z.strictObject({ picture: rowId }),
  /** What a change of tags would do, and then does. */
  previewTag: z.strictObject({ change: z.enum(['tag', 'untag']), name: tagName, selection }),
  changeTag: z.strictObject({ change: z.enum(['tag', 'untag']), name: tagName, selection }),
  /** Takes the last change of tags back that was not taken back yet. */
  undo: z.strictObject({}),
  tags: z.strictObject({}),
  roots: z.strictObject({}),
  rescanRoot: z.strictObject({ root: rowId }),
  /** The pictures leave the catalog; no file is touched. */
  forgetRoot: z.strictObject({ root: rowId }),
  failures: z.strictObject({ after: z.nullable(rowId), limit: z.int().min(1).max(500) }),
  retryFailures: z.strictObject({ pictures: z.nullable(z.array(rowId).min(1).max(MAX_SELECTED)) }),
  /** Asks for a file by a dialog of the system, then writes the CSV of what the query finds. */
  exportCsv: z.strictObject({ query }),
  /** Opens the system's file manager at a picture. */
  showInFolder: z.strictObject({ picture: rowId }),
  /** Everything that the model in use can see. */
  classTree: z.strictObject({}),
} as const satisfies Record<string, z.ZodType>;

export type CommandName = keyof typeof COMMANDS;
export type CommandInput<Name extends CommandName> = z.infer<(typeof COMMANDS)[Name]>;
export type Cursor = z.infer<typeof cursor>;
export type Selection = z.infer<typeof selection>;

/** What a command comes to: expected failures are values, with a sentence for a person. */
export type Reply<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly message: string };

export interface CommandOutputs {
  readonly start: StartView;
  readonly choosePaths: readonly string[];
  readonly previewRun: RunPreview;
  readonly startRun: null;
  readonly runSamples: null;
  readonly continueRun: null;
  readonly pauseRun: null;
  readonly resumeRun: null;
  readonly cancelRun: null;
  readonly search: SearchView;
  readonly count: { readonly pictures: number };
  readonly picture: PictureView;
  readonly previewTag: TagChangeView;
  readonly changeTag: TagChangeView;
  readonly undo: { readonly undone: UndoView | null };
  readonly tags: readonly { readonly name: string; readonly pictures: number }[];
  readonly roots: readonly RootView[];
  readonly rescanRoot: null;
  readonly forgetRoot: { readonly pictures: number };
  readonly failures: readonly FailureView[];
  readonly retryFailures: null;
  readonly exportCsv: { readonly file: string; readonly rows: number } | null;
  readonly showInFolder: null;
  readonly classTree: readonly ClassView[];
}

export interface StartView {
  /** Absolute. */
  readonly catalog: string;
  readonly model: { readonly id: string; readonly name: string; readonly classes: number; readonly threshold: number };
  /** Pictures in the library. */
  readonly pictures: number;
  /** Pictures of a run that an earlier start of the application left; 0: none. */
  readonly unfinished: number;
  readonly run: RunView | null;
  readonly version: string;
}

export interface RunPreview {
  readonly pictures: number;
  /** Bytes of all of them. */
  readonly bytes: number;
  /** Of these, pictures that the catalog knows unchanged. */
  readonly known: number;
  /** From the speed of earlier runs; null where there was none. */
  readonly seconds: number | null;
  /** Named paths that are not there. */
  readonly missing: readonly string[];
}

/** A picture in the grid. */
export interface PictureTile extends Cursor {
  /** File name. */
  readonly name: string;
  /** Absolute, for a person to read. */
  readonly path: string;
  /** The matched class; null where there is none. */
  readonly prediction: Prediction | null;
  readonly tags: readonly string[];
}

export interface SearchView {
  readonly pictures: readonly PictureTile[];
  /** Names that the model has no class for, with the nearest that it has. */
  readonly unknownNames: readonly { readonly name: string; readonly nearest: readonly string[] }[];
}

export interface PictureView {
  readonly picture: number;
  readonly name: string;
  readonly path: string;
  readonly width: number | null;
  readonly height: number | null;
  /** Bytes. */
  readonly size: number;
  /** The camera's local time, `YYYY-MM-DDTHH:MM:SS`. */
  readonly takenAt: string | null;
  /** Best first, true softmax scores. */
  readonly predictions: readonly Prediction[];
  readonly tags: readonly string[];
  readonly failure: string | null;
}

/** What a change of tags does, or would do. */
export interface TagChangeView {
  /** Pictures that match. */
  readonly pictures: number;
  /** Distinct contents of them that really change. */
  readonly changed: number;
  /** Pictures that could never be read: they have no content to carry a tag. */
  readonly unreadable: number;
}

export interface UndoView {
  readonly change: 'tag' | 'untag';
  readonly name: string;
  readonly contents: number;
}

export interface RootView {
  readonly root: number;
  /** Absolute, for a person to read. */
  readonly path: string;
  readonly state: 'online' | 'offline';
  readonly pictures: number;
  readonly classified: number;
  readonly failed: number;
}

export interface FailureView {
  readonly picture: number;
  readonly name: string;
  readonly path: string;
  readonly reason: string;
}

/** A class, or a group of classes in WordNet. */
export interface ClassView {
  readonly name: string;
  /** Class index; null for a group. */
  readonly index: number | null;
  readonly below: readonly ClassView[];
}

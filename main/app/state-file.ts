import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { libraryView, machineSettings } from '../../shared/contract/settings.ts';
import { DEFAULT_MACHINE_SETTINGS } from '../../shared/settings.ts';

const bounds = z.strictObject({
  x: z.int(),
  y: z.int(),
  width: z.int().positive(),
  height: z.int().positive(),
  isMaximized: z.boolean(),
});

const queuedRun = z.strictObject({
  /** Absolute. */
  catalog: z.string().min(1),
  paths: z.array(z.string().min(1)).min(1),
  tags: z.array(z.string().min(1)),
});

// A part, or one of many, that is absent or not as it should be, as a hand or a later version wrote it, costs no other; what a later
// version added to a part is left out.
const stateSchema = z.object({
  /** Of the window when it was closed; null: never opened. */
  window: z.nullable(bounds).catch(null),
  /** Catalogs that a person opened by name, the last first. */
  recentCatalogs: each(z.string().min(1)),
  /** Of this machine; those of a catalog are kept in it. */
  machine: z.object(machineSettings.shape).catch(DEFAULT_MACHINE_SETTINGS),
  /** How libraries were shown last. */
  views: each(z.object({ catalog: z.string().min(1), view: z.object(libraryView.shape) })),
  /** Runs that were asked for and are not over. */
  queued: each(queuedRun),
});

function each<T>(one: z.ZodType<T>) {
  const known = (value: unknown): readonly T[] => {
    const parsed = one.safeParse(value);
    return parsed.success ? [parsed.data] : [];
  };
  return z
    .array(z.unknown())
    .transform((values) => values.flatMap(known))
    .catch([]);
}

/** What the application remembers between two starts. */
export type ApplicationState = Readonly<z.infer<typeof stateSchema>>;
export type WindowBounds = Readonly<z.infer<typeof bounds>>;

const NOTHING_YET: ApplicationState = {
  window: null,
  recentCatalogs: [],
  machine: DEFAULT_MACHINE_SETTINGS,
  views: [],
  queued: [],
};

/** The state, in memory and in its file. */
export interface StateFile {
  current(): ApplicationState;
  /** Resolves when it is written, after those before it. */
  update(change: Partial<ApplicationState>): Promise<void>;
  /** Forgets everything, and removes the file. */
  forget(): Promise<void>;
}

/** Reads the file. One that is absent or damaged says nothing; the next update takes its place. */
export function openState(file: string): StateFile {
  let state = readState(file);
  let writing: Promise<void> = Promise.resolve();
  return {
    current: () => state,
    update: (change) => {
      state = { ...state, ...change };
      const written = state;
      writing = writing.then(() => writeState(file, written));
      return writing;
    },
    forget: () => {
      state = NOTHING_YET;
      writing = writing.then(() => rm(file, { force: true }));
      return writing;
    },
  };
}

function readState(file: string): ApplicationState {
  try {
    const parsed = stateSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    return parsed.success ? parsed.data : NOTHING_YET;
  } catch (error) {
    if (error instanceof SyntaxError || isFileError(error)) return NOTHING_YET;
    throw error;
  }
}

/** Written aside and renamed: a crash leaves the old one. What cannot be written is not remembered. */
async function writeState(file: string, state: ApplicationState): Promise<void> {
  const aside = `${file}.part`;
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(aside, JSON.stringify(state, null, 2));
    await rename(aside, file);
  } catch (error) {
    if (!isFileError(error)) throw error;
  }
}

function isFileError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}

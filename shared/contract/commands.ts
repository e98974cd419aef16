import { z } from 'zod';
import { ENGINE_CHOICES } from '../engine.ts';
import { PACK_FORMS, PACKED_ENGINES } from '../engine-pack.ts';
import { FAILURE_KINDS } from '../failure.ts';
import { MENU_ITEMS } from './menu-items.ts';
import { MODEL_ARRIVAL_COMMANDS } from './model-arrivals.ts';
import { VARIANT_IDS } from '../variant.ts';
import { catalogChange, libraryView, machineChange, searchSort } from './settings.ts';

// What the window may ask of the application: one schema a command, checked in the main process before anything is done
// with it. The window shows pictures of strangers; nothing that comes from it is taken on trust.

/** Files and folders of one run. */
export const MAX_PATHS = 10_000;
const MAX_TAGS = 100;
export const MAX_SELECTED = 1_000_000;

const absolutePath = z.string().min(1).max(32_767);
const absolutePaths = z.array(absolutePath).min(1).max(MAX_PATHS);
const MAX_OPEN_FOLDERS = 10_000;
const failureKind = z.enum(FAILURE_KINDS);
const rowId = z.int().positive();
const query = z.string().max(10_000);
const tagName = z.string().trim().min(1).max(200);

const position = z.int().nonnegative();
const listNumber = z.int().positive();

/** Pictures that something is done to: all that a query finds, or those that a person selected. */
const selection = z.union([
  z.strictObject({ query }),
  z.strictObject({ pictures: z.array(rowId).min(1).max(MAX_SELECTED) }),
]);

/** Rows beside which a query finds nothing; left out: it finds what it finds. */
const among = z.array(rowId).min(1).max(MAX_SELECTED).optional();

/** Pictures of a run that has not begun, and those of them that it would not open. */
const countedRun = z.strictObject({ pictures: position, known: position });

const score = z.number().min(0).max(1);

const reviewChange = z.union([
  /** Null: nothing any more. */
  z.strictObject({ verdict: z.nullable(z.enum(['accepted', 'rejected'])) }),
  /** `right`: index of the class that it is. */
  z.strictObject({ verdict: z.literal('corrected'), right: z.int().nonnegative() }),
]);

export const COMMANDS = {
  /** The window is there: what to show first. */
  start: z.strictObject({}),
  /** What can be done in the window now: the menu's other items that the window acts on are greyed out. */
  allowMenuItems: z.strictObject({ items: z.array(z.enum(MENU_ITEMS)).max(MENU_ITEMS.length) }),
  /** Of the catalog that is open, or cannot be. */
  catalogPlace: z.strictObject({}),
  /** Opens another catalog: one that is chosen in a dialog of the system, or the application's own. The window is loaded again. */
  openCatalog: z.strictObject({ which: z.enum(['chosen', 'default']) }),
  /** A dialog of the system; empty where the person chose nothing. */
  choosePaths: z.strictObject({ kind: z.enum(['folders', 'files']) }),
  /** Counts what a run would find, for a person to decide. */
  previewRun: z.strictObject({ paths: absolutePaths }),
  /** Nobody waits for that any more. */
  cancelPreview: z.strictObject({}),
  /** Runs now, or after the runs before it. */
  startRun: z.strictObject({
    paths: absolutePaths,
    tags: z.array(tagName).max(MAX_TAGS),
    /** By `previewRun`; null: nobody has. */
    counted: z.nullable(countedRun),
  }),
  /** The same with the sample pictures that come with the application. */
  runSamples: z.strictObject({}),
  /** Goes on with what was in the works when the application ended. */
  continueRun: z.strictObject({}),
  pauseRun: z.strictObject({}),
  resumeRun: z.strictObject({}),
  /** What is in flight is finished and saved; the runs behind it go on. */
  cancelRun: z.strictObject({}),
  /** It does not begin, in this start or a later one. */
  removeWaitingRun: z.strictObject({ run: listNumber }),
  /** The one that runs, as by `cancelRun`; those that wait do not begin. */
  cancelAllRuns: z.strictObject({}),
  /**
   * A part of what a query finds, by position. `list`: the one that an earlier answer named, which does not change; null,
   * or one that is no longer kept: a new one.
   */
  search: z.strictObject({
    query,
    sort: searchSort,
    list: z.nullable(listNumber),
    from: position,
    limit: z.int().min(1).max(500),
    among,
  }),
  /** Row ids of such a list, from one position up to, not including, another. */
  listedPictures: z
    .strictObject({ list: listNumber, from: position, to: position })
    .refine(({ from, to }) => from <= to && to - from <= MAX_SELECTED),
  count: z.strictObject({ query, among }),
  /** How many pictures the query would find at each least score. */
  scoreCounts: z.strictObject({ query }),
  /** What is in a search. */
  summary: z.strictObject({ query }),
  /** How many pictures each name of a class or group of the model in use finds. */
  classCounts: z.strictObject({}),
  /** How many pictures the filters of the sidebar find. */
  stateCounts: z.strictObject({}),
  picture: z.strictObject({ picture: rowId }),
  /** Why a picture that was asked for by its address was not there. */
  pictureProblem: z.strictObject({ picture: rowId, rendering: z.enum(['thumbnail', 'view']) }),
  /** What a change of tags would do, and then does. */
  previewTag: z.strictObject({ change: z.enum(['tag', 'untag']), name: tagName, selection }),
  changeTag: z.strictObject({ change: z.enum(['tag', 'untag']), name: tagName, selection }),
  renameTag: z.strictObject({ name: tagName, to: tagName }),
  /** All that carries the tag carries the other one; the tag goes. */
  mergeTag: z.strictObject({ name: tagName, into: tagName }),
  deleteTag: z.strictObject({ name: tagName }),
  /** What a person says of the best class of pictures. */
  review: z.strictObject({ change: reviewChange, selection }),
  /** What accepting everything from a score on would do, and then does. */
  previewAccept: z.strictObject({ score, selection }),
  acceptFrom: z.strictObject({ score, selection }),
  /** Takes the last change of tags or reviews back that was not taken back yet; `operation`: where it is that one. */
  undo: z.strictObject({ operation: rowId.nullable() }),
  tags: z.strictObject({}),
  roots: z.strictObject({}),
  /** The folders right below these. */
  folders: z.strictObject({ parents: z.array(rowId).max(MAX_OPEN_FOLDERS) }),
  /** All folders, for suggestions. */
  folderNames: z.strictObject({}),
  rescanRoot: z.strictObject({ root: rowId }),
  /**
   * Asks by a dialog of the system where a root is now, and says so in the catalog: where most of its pictures are not
   * in that folder, only with `moveRoot`.
   */
  locateRoot: z.strictObject({ root: rowId }),
  /** The same for a folder that `locateRoot` was not sure of. */
  moveRoot: z.strictObject({ root: rowId, folder: absolutePath }),
  /** What would leave the catalog with a root. */
  previewForget: z.strictObject({ root: rowId }),
  /** The pictures leave the catalog; no file is touched. */
  forgetRoot: z.strictObject({ root: rowId }),
  failures: z.strictObject({ after: z.nullable(rowId), limit: z.int().min(1).max(500), kind: z.nullable(failureKind) }),
  /** The kinds of failure that there are. */
  failureKinds: z.strictObject({}),
  /** Rows, or all that failed in one way, or all. */
  retryFailures: z.strictObject({
    which: z.nullable(
      z.union([
        z.strictObject({ pictures: z.array(rowId).min(1).max(MAX_SELECTED) }),
        z.strictObject({ kind: failureKind }),
      ]),
    ),
  }),
  /** Asks for a file by a dialog of the system, then writes the CSV of what the query finds. */
  exportCsv: z.strictObject({ query, among }),
  /** Nothing of what was written so far is left. */
  cancelExport: z.strictObject({}),
  /** Opens the system's file manager at the CSV that was written last. */
  showExported: z.strictObject({}),
  /** What the application keeps on this machine, and how large that is. */
  storage: z.strictObject({}),
  /** Deletes all of it, and begins afresh: the window is loaded again. Pictures stay as they are. */
  deleteAllData: z.strictObject({}),
  /** Opens the system's file manager at a picture. */
  showInFolder: z.strictObject({ picture: rowId }),
  /** What is installed, and what has results here. */
  models: z.strictObject({}),
  /** From now on searches, counts and runs are about this model; nothing runs yet. */
  chooseModel: z.strictObject({ id: z.string().min(1).max(200) }),
  /** Removes all that a model found, by its row. That cannot be taken back. */
  forgetModel: z.strictObject({ model: rowId }),
  /** What can compute here, what cannot and why, and what the next run takes. */
  engines: z.strictObject({}),
  /** From the next run on. */
  chooseEngine: z.strictObject({ engine: z.enum(ENGINE_CHOICES) }),
  /** How fast each engine that is here computes the chosen model, and whether it computes what the CPU does. */
  measureEngines: z.strictObject({}),
  cancelMeasuringEngines: z.strictObject({}),
  /** Asks for an engine pack by a dialog of the system, and reads what it says of itself. */
  chooseEnginePack: z.strictObject({ from: z.enum(PACK_FORMS) }),
  /** Adds the pack that was chosen last. `digest`: as a person was told it; null: as it was shown to them. */
  addEnginePack: z.strictObject({ path: absolutePath, digest: z.nullable(z.string().regex(/^[0-9a-f]{64}$/iu)) }),
  cancelAddingEnginePack: z.strictObject({}),
  removeEnginePack: z.strictObject({ engine: z.enum(PACKED_ENGINES) }),
  ...MODEL_ARRIVAL_COMMANDS,
  /** Every published network, with what is known of its speed on this machine. */
  comparison: z.strictObject({}),
  /** Measures the speed of networks, one after the other; answered when that is done or cancelled. `again`: known ones too. */
  measureModels: z.strictObject({
    variants: z.array(z.enum(VARIANT_IDS)).min(1).max(VARIANT_IDS.length),
    again: z.boolean(),
  }),
  /** What was measured so far is kept. */
  cancelMeasuring: z.strictObject({}),
  /** B0 to B7, as width, depth and resolution grow. */
  scaledNetworks: z.strictObject({}),
  /** How this library is shown, for the next start. */
  keepView: z.strictObject({ view: libraryView }),
  settings: z.strictObject({}),
  /** Only what is given; null: nothing. It counts from the next run on. */
  changeSettings: z.strictObject({ catalog: z.nullable(catalogChange), machine: z.nullable(machineChange) }),
  /** They are made again when they are looked at. */
  clearThumbnails: z.strictObject({}),
  /** Everything that the model in use can see. */
  classTree: z.strictObject({}),
  /** All that its classes and the groups above them are called. */
  classNames: z.strictObject({}),
} as const satisfies Record<string, z.ZodType>;

export type CommandName = keyof typeof COMMANDS;
export type CommandInput<Name extends CommandName> = z.infer<(typeof COMMANDS)[Name]>;
export type CountedRun = Readonly<z.infer<typeof countedRun>>;
export type Selection = z.infer<typeof selection>;

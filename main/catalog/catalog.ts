import type { ExportRow } from '../../shared/export-row.ts';
import type { Failure, FailureKind } from '../../shared/failure.ts';
import type { FilePath } from '../../shared/file-path.ts';
import type { ClassScore } from '../../shared/prediction.ts';
import type { ScoreRange } from '../../shared/query/query.ts';
import type { SearchSort } from '../../shared/query/sort.ts';
import type { CountedState } from '../../shared/query/states.ts';
import type { Classification, ContentFacts, ScannedFile } from '../../shared/run.ts';
import type {
  AcceptChange,
  FailureChoice,
  Made,
  ReviewChange,
  ReviewOutcome,
  TagChange,
  UndoneOperation,
} from './changes.ts';
import type { CompiledQuery, ListRequest, PictureChoice } from './compiled-query.ts';
import type {
  ClassCount,
  FailedPicture,
  FailureKindCount,
  FolderCount,
  FolderDescription,
  ForgetPreview,
  KnownFile,
  KnownFolder,
  KnownModel,
  KnownPlace,
  ListPart,
  ModelDescription,
  ModelResults,
  MonthCount,
  PictureDetails,
  PictureFile,
  RootDescription,
  SearchHit,
  SearchPlace,
  TagCount,
  UnfinishedWork,
} from './reader-answers.ts';

// The catalog's two faces. Everything is asynchronous, so that a host may put either in a process of its own.

/** A path that a person named: absolute, with what the file system says of it. */
export interface NamedPath {
  readonly path: FilePath;
  readonly kind: 'folder' | 'file';
  /** UUID or serial of the file system that holds it; '' where that cannot be read. */
  readonly volume: string;
}

/** The part of one root that a run scans and sweeps. */
export interface Scope {
  readonly root: number;
  readonly rootPath: FilePath;
  /** What to scan: the folder at `prefix` ('' is the whole root) with all below it, or just `files`. Relative to the root. */
  readonly part:
    | { readonly kind: 'folder'; readonly prefix: FilePath }
    | { readonly kind: 'files'; readonly files: readonly FilePath[] };
}

/** What a scan of a folder takes and what it passes by, by names: patterns, `*` for any run of characters. */
export interface ScannedNames {
  readonly files: readonly string[];
  /** Files that it does not take all the same. */
  readonly passedFiles: readonly string[];
  /** Folders that it does not look into, unless they were named themselves. */
  readonly passedFolders: readonly string[];
}

/** Which model's results a run is about. */
export interface ModelRequest {
  /** Row id from `registerModel`. */
  readonly model: number;
  /** Predictions wanted of each picture. */
  readonly k: number;
}

/** What the catalog knows of a scanned file. */
export type EnteredPicture =
  /** Same path, size and mtime, and classified by this model with at least this k; nor did it fail as another file since. */
  | { readonly kind: 'unchanged'; readonly picture: number; readonly path: FilePath }
  /** Failed before and has not changed since: not tried again until it is retried by name. */
  | { readonly kind: 'failed'; readonly picture: number; readonly path: FilePath; readonly failure: Failure }
  | { readonly kind: 'pending'; readonly picture: number; readonly path: FilePath };

/** A picture that a program which died had in flight. */
export interface InheritedMark {
  readonly picture: number;
  readonly root: number;
  readonly path: FilePath;
}

/** A result as it is recorded; `picture` is the row that `settleContent` answered (or the entered one, where nothing was read). */
export type RecordedResult =
  | { readonly kind: 'classified'; readonly picture: number; readonly classification: Classification }
  /** Predictions, facts and warning are copied from `source`, a picture with the same digest. */
  | { readonly kind: 'reused'; readonly picture: number; readonly source: number }
  | { readonly kind: 'failed'; readonly picture: number; readonly failure: Failure }
  /** Only the mark is cleared: the picture was given back untried (its root went offline, the run was stopped). */
  | { readonly kind: 'returned'; readonly picture: number };

export interface SweepReport {
  readonly vanished: number;
  readonly moved: number;
}

/** The one connection that writes. */
export interface CatalogWriter {
  /** Row id of the model with this digest, entered or updated (name). */
  registerModel(model: ModelDescription): Promise<number>;

  /**
   * Finds or makes the roots of named paths. A path inside a known root (same volume) belongs to it; a folder above
   * known roots on its volume adopts their pictures and replaces them, unless they are offline; a single file outside every root makes its folder a root of
   * kind *files*. Overlapping names are merged: each file is in one scope only. A root at the same path on another volume goes
   * offline. A volume of '' may be any.
   */
  placeScopes(paths: readonly NamedPath[]): Promise<readonly Scope[]>;
  setRootState(root: number, state: 'online' | 'offline'): Promise<void>;
  /** Whether the catalog holds a present picture in this scope (an empty listing of a whole root then means *offline*). */
  hasPresentPictures(scope: Scope): Promise<boolean>;

  /** Begins a sweep: forgets what earlier, unfinished scans saw. */
  beginScan(): Promise<void>;
  /** One transaction: enters new files, remembers all as seen. At most a thousand at a time. */
  enterFiles(root: number, files: readonly ScannedFile[], request: ModelRequest): Promise<readonly EnteredPicture[]>;
  /** Files that are there but no candidates (by extension or pattern): known ones among them are seen, none is entered. */
  seeOthers(root: number, paths: readonly FilePath[]): Promise<void>;
  /**
   * After a scan and its results: pictures of the scopes that were not seen are *vanished*, except below `unlisted`
   * folders (relative to the root), which could not be read or were left out. Then *moved*: of a vanished picture (of
   * several, the one that vanished last) and exactly one new one with its digest, the old row takes the new path, and
   * the new row's id is gone. Nothing under an offline root vanishes or moves. All scopes in one call, since a picture may
   * move from one root to another. Clears `is_new` of what was seen.
   */
  sweep(scopes: readonly { readonly scope: Scope; readonly unlisted: readonly FilePath[] }[]): Promise<SweepReport>;

  /** Called once by a program after it opened the catalog: turns what a dead one left into suspects, quarantines by DESIGN's rule; answers how many were quarantined. */
  inheritMarks(): Promise<{ readonly quarantined: number }>;
  /** Suspects that lie in these scopes. */
  inheritedMarks(scopes: readonly Scope[]): Promise<readonly InheritedMark[]>;
  /**
   * Committed before a byte is read. `alone`: nothing else is in flight, and the result of the one before is recorded;
   * a program that dies with two such marks blames neither.
   */
  markInFlight(pictures: readonly number[], alone: boolean): Promise<void>;
  /** Committed before an alone-marked picture is given to a worker. */
  markHanded(picture: number): Promise<void>;

  /**
   * The worker has read the file. Writes digest, size and mtime to the picture's row; where the row held another
   * digest, that row becomes vanished and a new one, with the mark, takes its place. `reuse` names a picture
   * whose predictions by this model at k or more can be copied (the picture itself, when only its mtime changed).
   */
  settleContent(
    picture: number,
    content: ContentFacts,
    request: ModelRequest,
  ): Promise<{ readonly picture: number; readonly reuse: number | null }>;
  /** One transaction: results stored, marks cleared. A failure of kind `vanished` makes the picture vanished. */
  recordResults(results: readonly RecordedResult[], request: ModelRequest): Promise<void>;

  beginRun(request: ModelRequest, description: string): Promise<number>;
  endRun(run: number, summary: string): Promise<void>;

  /**
   * Lets the next run try pictures again that failed. Each stays a failure until it has another result. Answers where
   * they are; `path` is relative to the root.
   */
  retryFailures(
    which: FailureChoice,
  ): Promise<readonly { readonly root: number; readonly rootPath: FilePath; readonly path: FilePath }[]>;

  /** Puts a tag on the content of every chosen picture, or takes it off: one transaction, recorded as an operation. */
  changeTag(change: 'tag' | 'untag', name: string, which: PictureChoice): Promise<TagChange & Made>;
  /** Puts a tag on the contents of all present pictures of the scopes. */
  tagScopes(name: string, scopes: readonly Scope[]): Promise<TagChange & Made>;
  /** Names a tag anew. `taken`: another tag has that name, and they would have to be merged. An operation. */
  renameTag(name: string, to: string): Promise<Made | 'unknown-tag' | 'taken'>;
  /** Puts the other tag on every content of a tag, which then is gone. Null: there are no two such tags. An operation. */
  mergeTag(name: string, into: string): Promise<({ readonly contents: number } & Made) | null>;
  /** Takes a tag off all its contents. Null: there is none. An operation. */
  deleteTag(name: string): Promise<({ readonly contents: number } & Made) | null>;
  /**
   * Keeps what a person says of the best class that a model sees in each chosen picture: it belongs to the content, and
   * takes the place of what was said before. Pictures without a prediction by the model are left out. An operation.
   */
  review(change: ReviewChange, which: PictureChoice, model: number): Promise<ReviewOutcome>;
  /**
   * Accepts the best class of every chosen content whose score is that or more and that no person has reviewed: what a
   * person said stays as it is. One transaction, an operation.
   */
  acceptFrom(score: number, which: PictureChoice, model: number): Promise<AcceptChange & Made>;
  /**
   * Takes the last operation back that was not taken back yet, also one of an earlier program: one transaction. A tag
   * is taken off the contents that the operation put it on, or put on those it took it off; contents that were so before
   * it, or that are already as they were before it, stay as they are. Reviews are again as they were before. Later
   * operations were taken back before. Null: there is nothing to undo.
   *
   * @param operation only this one. `not-last`: it is not the last one any more, and nothing was done. Null: whichever is
   *   the last
   */
  undo(operation?: number | null): Promise<UndoneOperation | 'not-last' | null>;

  /** By its row id, or by its path: then all roots that were ever there, on any volume. Null: there is none. */
  forgetRoot(root: number | FilePath): Promise<{ readonly pictures: number } | null>;
  /** By its row id, or by its path. */
  moveRoot(from: number | FilePath, to: FilePath, volume: string): Promise<'moved' | 'unknown-root' | 'overlaps'>;
  /**
   * Removes a model's predictions of so many pictures for good, and answers of how many: fewer than `limit` only where
   * none are left. Tags, and what a person said of the predictions, stay.
   */
  forgetResults(model: number, limit: number): Promise<number>;
  /** Null: it is as if it had never been set. */
  setSetting(key: string, value: string | null): Promise<void>;
  close(): Promise<void>;
}

/** Where a run would find named paths, without anything being entered. */
export interface ForeseenScope extends Scope {
  /** Row id; below 0 where this root is not known yet. */
  readonly root: number;
}

/** A read-only connection: let in even while another program writes. */
export interface CatalogReader {
  /** Every model that was ever used here, with its row id. */
  models(): Promise<readonly KnownModel[]>;
  /** How many pictures, predictions and reviews each of them has. Counts: about a second at a million pictures. */
  modelResults(): Promise<ModelResults>;
  /** The most predictions that were asked of a picture by this model; null where it classified none. */
  mostPredictions(model: number): Promise<number | null>;
  /** Everything that was ever set in this catalog, by key. */
  settings(): Promise<ReadonlyMap<string, string>>;
  /** Best score first where no sort is given; `after` continues from the last hit of the page before. */
  search(
    query: CompiledQuery,
    page: { readonly limit: number; readonly after: SearchPlace | null; readonly sort?: SearchSort },
  ): Promise<readonly SearchHit[]>;
  /** A part of the same by position, of a list that does not change: the middle of a million pictures at once. */
  searchList(query: CompiledQuery, request: ListRequest): Promise<ListPart>;
  /** Row ids by position from `from` up to, not including, `to`; null where that list is no longer kept. */
  listedPictures(list: number, from: number, to: number): Promise<readonly number[] | null>;
  count(query: CompiledQuery): Promise<number>;
  /** The same of a query that is one `is:`, without looking at every picture. */
  countState(state: CountedState, model: number, threshold: number): Promise<number>;
  /** How many present or offline pictures a word for each class finds; classes that none shows are left out. */
  classCounts(model: number, threshold: number): Promise<readonly ClassCount[]>;
  /** The same within what a query finds; `scores`: what the query says for a word beside its own; null: the threshold. */
  classesOf(query: CompiledQuery, scores: ScoreRange | null): Promise<readonly ClassCount[]>;
  /** Pictures of a query by the month in which they were taken, in order; those without a date are left out. */
  monthsOf(query: CompiledQuery): Promise<readonly MonthCount[]>;
  /** Pictures of a query by the folder that they lie in. */
  foldersOf(query: CompiledQuery): Promise<readonly FolderCount[]>;
  /** The most frequent tags among what a query finds. */
  tagsOfAll(query: CompiledQuery, limit: number): Promise<readonly TagCount[]>;
  /**
   * Pictures of a query by the score of their best class, in hundredths: 0 to below 0.01, …, 1 itself; then those that
   * have none.
   */
  scoresOf(query: CompiledQuery): Promise<readonly number[]>;
  /** What `changeTag` would do. */
  previewTag(change: 'tag' | 'untag', name: string, which: PictureChoice): Promise<TagChange>;
  /** What `acceptFrom` would do. */
  previewAccept(score: number, which: PictureChoice, model: number): Promise<AcceptChange>;
  /** Every tag that some content carries, by name, with its present pictures. */
  tags(): Promise<readonly TagCount[]>;
  /** What `placeScopes` would answer, except that nothing is made, adopted or put offline. */
  foreseeScopes(paths: readonly NamedPath[]): Promise<readonly ForeseenScope[]>;
  /**
   * Of files found in such a scope (paths relative to its root's), those that a run would not open again: unchanged, or
   * failed before and not changed since; also where their root lies below the scope and would be adopted.
   */
  countKnown(scope: ForeseenScope, files: readonly ScannedFile[], request: ModelRequest): Promise<number>;
  /** Summaries of this model's last runs, latest first, as `endRun` was given them. */
  runSummaries(model: number, limit: number): Promise<readonly string[]>;
  /** With the predictions of this model, best first; null where there is no such row. */
  picture(picture: number, model: number): Promise<PictureDetails | null>;
  /** A single look-up, for whoever serves a picture's bytes. */
  pictureFile(picture: number): Promise<PictureFile | null>;
  /** Stored predictions of these pictures by this model, best first; an entry a picture asked for. */
  predictions(model: number, pictures: readonly number[]): Promise<readonly (readonly ClassScore[])[]>;
  /** By root, then path. Streams: memory does not grow with the catalog. `null`: everything present or offline. */
  exportRows(model: number, query: CompiledQuery | null): AsyncIterable<ExportRow>;
  roots(model: number | null): Promise<readonly RootDescription[]>;
  /** The folders right below these (row ids), by root and path. */
  foldersBelow(parents: readonly number[], model: number | null): Promise<readonly FolderDescription[]>;
  /** Every folder, those above before those below. Counts: some tenths of a second at a million pictures. */
  allFolders(): Promise<readonly KnownFolder[]>;
  /** What `forgetRoot` would take away. */
  previewForget(root: number): Promise<ForgetPreview>;
  /** Present pictures of a root, at most so many, evenly over all of it. */
  knownFiles(root: number, limit: number): Promise<readonly KnownFile[]>;
  /** Where a scan of a root begins: at its folder, or, of a root of kind *files*, at each of its present files. Null: there is no such root. */
  placesOfRoot(root: number): Promise<readonly KnownPlace[] | null>;
  /** What this model has still to do where scans go by these names. Asked while no run is under way. */
  unfinished(model: number, names: ScannedNames): Promise<UnfinishedWork>;
  /** Present pictures that failed, by row id. */
  failures(): AsyncIterable<FailedPicture>;
  /** A page of the same, after a row id (0: from the first); of one kind, or of all (null). */
  failuresPage(after: number, limit: number, kind: FailureKind | null): Promise<readonly FailedPicture[]>;
  /** The kinds of failure that there are, the most frequent first. */
  failureKinds(): Promise<readonly FailureKindCount[]>;
  close(): Promise<void>;
}

import type { Failure } from '../../shared/failure.ts';
import type { FilePath } from '../../shared/file-path.ts';
import type { Classification, ContentFacts, PictureOutcome, ScannedFile } from '../../shared/run.ts';

// Everything a run needs of the world comes in as these functions: it knows neither SQLite nor a tensor library.

/** The part of one root that a run scans: a folder (`prefix` '' is the whole root) or single files. */
export interface ScanScope {
  readonly root: number;
  readonly rootPath: FilePath;
  readonly part:
    | { readonly kind: 'folder'; readonly prefix: FilePath }
    | { readonly kind: 'files'; readonly files: readonly FilePath[] };
}

/** What the catalog knows of a scanned file. */
export type KnownPicture =
  | { readonly kind: 'unchanged'; readonly picture: number; readonly path: FilePath }
  | { readonly kind: 'failed'; readonly picture: number; readonly path: FilePath; readonly failure: Failure }
  | { readonly kind: 'pending'; readonly picture: number; readonly path: FilePath };

/** A picture's result on its way into the catalog. */
export type PictureResult =
  | { readonly kind: 'classified'; readonly picture: number; readonly classification: Classification }
  | { readonly kind: 'reused'; readonly picture: number; readonly source: number }
  | { readonly kind: 'failed'; readonly picture: number; readonly failure: Failure }
  /** Given back untried. */
  | { readonly kind: 'returned'; readonly picture: number };

/** What a run asks to have classified. */
export interface ClassifyTask {
  readonly picture: number;
  /** Absolute. */
  readonly path: FilePath;
  /** Set where the picture must run with nothing else in flight; called before a worker gets it. */
  readonly alone: { readonly onHanded: () => Promise<void> } | null;
}

export interface RunPorts {
  /** Tasks to keep in flight so that no worker waits. */
  readonly capacity: number;
  classify(
    task: ClassifyTask,
    /** Called when the file was read, again where another worker has to read it again. */
    settle: (content: ContentFacts) => Promise<'classify' | 'release'>,
  ): Promise<PictureOutcome | { readonly kind: 'stopped'; readonly reason: string }>;

  beginScan(): Promise<void>;
  enterFiles(root: number, files: readonly ScannedFile[]): Promise<readonly KnownPicture[]>;
  seeOthers(root: number, paths: readonly FilePath[]): Promise<void>;
  hasPresentPictures(scope: ScanScope): Promise<boolean>;
  setRootState(root: number, state: 'online' | 'offline'): Promise<void>;
  sweep(
    scopes: readonly { readonly scope: ScanScope; readonly unlisted: readonly FilePath[] }[],
  ): Promise<{ readonly vanished: number; readonly moved: number }>;

  /** Pictures of the scopes that a dead program had in flight. */
  inheritedMarks(
    scopes: readonly ScanScope[],
  ): Promise<readonly { readonly picture: number; readonly root: number; readonly path: FilePath }[]>;
  markInFlight(pictures: readonly number[], alone: boolean): Promise<void>;
  markHanded(picture: number): Promise<void>;
  settleContent(
    picture: number,
    content: ContentFacts,
  ): Promise<{ readonly picture: number; readonly reuse: number | null }>;
  recordResults(results: readonly PictureResult[]): Promise<void>;
}

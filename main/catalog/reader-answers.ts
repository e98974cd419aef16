import type { ExportRow } from '../../shared/export-row.ts';
import type { Failure, FailureKind } from '../../shared/failure.ts';
import type { FilePath } from '../../shared/file-path.ts';
import type { ClassMatch, ClassScore, Review } from '../../shared/prediction.ts';

// What a reader answers, where that is more than a number: plain data, which crosses processes as it is.

/** Where a picture stands in what a search finds: the next page begins after it, also when it has changed since. */
export interface SearchPlace {
  readonly picture: number;
  /** The path in two parts, by which ties are sorted: the root (its row id too), and what is below it. */
  readonly root: number;
  readonly rootPath: FilePath;
  readonly relativePath: FilePath;
  /** The camera's local time, `YYYY-MM-DDTHH:MM:SS`; null where the file has none. */
  readonly takenAt: string | null;
  /** The matched class and score; for queries without class terms the best one; null where there is none. */
  readonly match: ClassMatch | null;
}

/** A picture that a search found. */
export interface SearchHit extends SearchPlace {
  /** Absolute. */
  readonly path: FilePath;
  readonly tags: readonly string[];
  /** Of the model that the query reads. */
  readonly review: Review | null;
  /** Where only other models have classified it: what the last of them saw best. Null otherwise. */
  readonly older: OlderPrediction | null;
}

/** A prediction of another model than the one that was asked for. */
export interface OlderPrediction extends ClassScore {
  /** The model's row. */
  readonly model: number;
}

export interface ModelDescription {
  readonly digest: string;
  readonly name: string;
  readonly variant: string;
  readonly classes: number;
  /** Which label set of the application names its classes. */
  readonly labelSet: string;
}

/** A model that ran in this catalog, with its row. */
export interface KnownModel extends ModelDescription {
  readonly model: number;
  /** Row id of its last run: the higher, the later. Null where it was entered by other means. */
  readonly lastRun: number | null;
  /** Whether it has classified a picture that the catalog still knows. */
  readonly hasResults: boolean;
}

/** How far the models have come. */
export interface ModelResults {
  /** All that are present. */
  readonly pictures: number;
  readonly models: readonly {
    /** The model's row. */
    readonly model: number;
    /** Present ones that it has classified. */
    readonly pictures: number;
    /** Rows of them, those of vanished pictures too. */
    readonly predictions: number;
    readonly reviews: number;
  }[];
}

/** A part of a list, by position. */
export interface ListPart {
  readonly list: number;
  /** From the position asked for on; null where the picture is no longer what the query finds. Shorter only at the end. */
  readonly hits: readonly (SearchHit | null)[];
}

export interface ClassCount {
  /** Class index. */
  readonly index: number;
  readonly pictures: number;
}

export interface MonthCount {
  /** `YYYY-MM`. */
  readonly month: string;
  readonly pictures: number;
}

/** Where a run over what is known begins: a root's folder, or, of a root of kind *files*, one of its files. */
export interface KnownPlace {
  readonly root: number;
  /** Absolute. */
  readonly path: FilePath;
  readonly kind: 'folder' | 'file';
}

/** Work that a run left, under roots that are not offline. */
export interface UnfinishedWork {
  /**
   * Present pictures that the model has never classified and that have not failed, and that a run over their root would
   * take; and those that a dead program had in flight.
   */
  readonly pictures: number;
  /**
   * Where a run goes on: the roots of these pictures, folders that were never scanned to their end, and, of roots of kind
   * *files*, the pictures themselves.
   */
  readonly places: readonly KnownPlace[];
}

/** A picture whose last try failed. */
export interface FailedPicture {
  readonly picture: number;
  readonly rootPath: FilePath;
  /** Relative to the root. */
  readonly path: FilePath;
  readonly failure: Failure;
}

/** How many present pictures failed in one way. */
export interface FailureKindCount {
  readonly kind: FailureKind;
  readonly pictures: number;
}

/** Everything of one picture that a person asks for. */
export interface PictureDetails extends ExportRow {
  readonly picture: number;
  readonly state: 'present' | 'vanished';
  /** As in a search. */
  readonly older: OlderPrediction | null;
}

/** Where a picture's file is, and which content it had when it was last read. */
export interface PictureFile {
  readonly rootPath: FilePath;
  /** Relative to the root. */
  readonly path: FilePath;
  /** `vanished`: what is at that path now, if anything, is another picture. */
  readonly state: 'present' | 'vanished';
  /** Its root was not there when somebody looked last. */
  readonly isOffline: boolean;
  /** SHA-256, hexadecimal; null where it was never read. */
  readonly digest: string | null;
  /** Nanoseconds since 1970. */
  readonly mtimeNs: bigint;
}

export interface RootDescription {
  readonly root: number;
  /** Row id of its own folder. */
  readonly folder: number;
  readonly hasFolders: boolean;
  readonly path: FilePath;
  /** UUID or serial number of the file system that holds it; '' where that could not be read. */
  readonly volume: string;
  /** When a scan of all of it last ended, milliseconds since 1970; null: never. */
  readonly scannedAt: number | null;
  readonly kind: 'folder' | 'files';
  readonly state: 'online' | 'offline';
  readonly present: number;
  readonly vanished: number;
  readonly classified: number;
  readonly failed: number;
}

/** A folder below another one, with its present or offline pictures and those of all folders below it; it has some. */
export interface FolderDescription {
  readonly folder: number;
  readonly parent: number;
  readonly root: number;
  /** Absolute. */
  readonly path: FilePath;
  readonly name: FilePath;
  readonly hasFolders: boolean;
  readonly present: number;
  readonly classified: number;
  readonly failed: number;
}

/** A folder of the library that has present or offline pictures, in it or below it. */
export interface KnownFolder {
  readonly folder: number;
  /** Null: it is its root's own. */
  readonly parent: number | null;
  readonly root: number;
  /** The root's. */
  readonly volume: string;
  /** Absolute. */
  readonly path: FilePath;
  readonly name: FilePath;
  /** In it and below it. */
  readonly pictures: number;
}

export interface FolderCount {
  readonly folder: number;
  /** Right in it, not in folders below it. */
  readonly pictures: number;
}

/** What would leave the catalog with a root. */
export interface ForgetPreview {
  /** Present or offline ones. */
  readonly pictures: number;
  /** On how many of these each tag is. `isLost`: no picture of another root carries it. All stay with the contents. */
  readonly tags: readonly { readonly name: string; readonly pictures: number; readonly isLost: boolean }[];
}

/** A file of a root, as it was when it was last looked at. */
export interface KnownFile {
  /** Relative to the root. */
  readonly path: FilePath;
  readonly size: number;
}

export interface TagCount {
  readonly name: string;
  /** Present or offline pictures that carry it; 0 where all its pictures are gone. */
  readonly pictures: number;
}

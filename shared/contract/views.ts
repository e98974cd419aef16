import type { FailureKind } from '../failure.ts';
import type { NamedMatch, NamedReview, Prediction } from '../prediction.ts';
import type { LibraryView } from '../settings.ts';
import type { RunView } from './events.ts';

// What the application answers to the window's commands: plain data, as it is shown.

export interface StartView {
  /** Absolute. */
  readonly catalog: string;
  readonly model: { readonly id: string; readonly name: string; readonly classes: number; readonly threshold: number };
  /** Pictures in the library. */
  readonly pictures: number;
  /** Pictures of a run that an earlier start of the application left; 0: none. */
  readonly unfinished: number;
  /** Folders and files that an earlier start was asked to look at, and was not done with. */
  readonly queued: number;
  /** Whether the chosen model has run here before: else these were not left, they are only not done yet. */
  readonly isInterrupted: boolean;
  readonly run: RunView | null;
  /** As it was shown last. */
  readonly view: LibraryView;
  readonly version: string;
}

export interface RunPreview {
  readonly pictures: number;
  /** Bytes of all of them. */
  readonly bytes: number;
  /** Of these, pictures that the catalog knows unchanged. */
  readonly known: number;
  /** From the speed of earlier runs, else as measured on this machine; null: nothing is known of either. */
  readonly seconds: number | null;
  /** Files that are no candidates for pictures. */
  readonly skipped: number;
  /** Folders that cannot be looked into, absolute. */
  readonly unlisted: readonly string[];
  /** Named paths that are not there. */
  readonly missing: readonly string[];
}

/** A picture in the grid. */
export interface PictureTile {
  readonly picture: number;
  /** File name. */
  readonly name: string;
  /** Absolute, for a person to read. */
  readonly path: string;
  /** The matched class; null where there is none. */
  readonly prediction: NamedMatch | null;
  /** What another model saw best, where the chosen one has not looked yet. */
  readonly older: OlderView | null;
  readonly tags: readonly string[];
  readonly review: NamedReview | null;
}

/** A prediction of another model than the chosen one. */
export interface OlderView extends Prediction {
  readonly model: string;
}

export interface SearchView {
  /** The list that these are a part of. */
  readonly list: number;
  /** By position; null where a picture is no longer what the query finds. Fewer than asked for only at the end. */
  readonly pictures: readonly (PictureTile | null)[];
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
  readonly older: OlderView | null;
  readonly tags: readonly string[];
  readonly review: NamedReview | null;
  readonly failure: string | null;
}

/** Why a picture cannot be shown. */
export interface PictureProblemView {
  /** `offline`: its folder or disk is not there at the moment. */
  readonly kind: FailureKind | 'offline';
  readonly detail: string;
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

/** What a change of tags or reviews left. */
export interface MadeView {
  /** By which it, and no other, is taken back; null: it changed nothing. */
  readonly operation: number | null;
}

/** What was taken back. */
export type UndoView =
  | { readonly change: 'tag' | 'untag' | 'delete'; readonly name: string; readonly contents: number }
  /** `name` is the tag's again. */
  | { readonly change: 'rename'; readonly name: string; readonly newName: string }
  /** The tag `name` is there again, taken out of the other. */
  | { readonly change: 'merge'; readonly name: string; readonly newName: string; readonly contents: number }
  | { readonly change: 'accept' | 'reject' | 'correct' | 'clear'; readonly contents: number };

/** What accepting from a score on does, or would do: distinct contents. */
export interface AcceptView {
  readonly changed: number;
  /** Reviewed before: they stay as they are. */
  readonly accepted: number;
  readonly rejected: number;
  readonly corrected: number;
}

/** What a folder of the sidebar is told with. */
export interface FolderView {
  /** Row id. */
  readonly folder: number;
  /** Of the folder it lies in; null for a root. */
  readonly parent: number | null;
  readonly root: number;
  readonly name: string;
  /** Absolute, for a person to read, and for `folder:` of the grammar. */
  readonly path: string;
  readonly hasFolders: boolean;
  /** Present or offline, in it and in all folders below it. */
  readonly pictures: number;
  readonly classified: number;
  readonly failed: number;
}

export interface RootView extends FolderView {
  readonly parent: null;
  readonly state: 'online' | 'offline';
  /** The file system's UUID or serial number; '' where it is not known. */
  readonly volume: string;
  /** When all of it was last scanned, milliseconds since 1970; null: never. */
  readonly scannedAt: number | null;
}

export type RootLocated =
  | { readonly kind: 'moved'; readonly folder: string }
  /** Of so many of its pictures that were looked for in the folder, less than half are there. */
  | {
      readonly kind: 'unfamiliar';
      readonly folder: string;
      readonly familiar: number;
      readonly lookedFor: number;
    };

/** What would leave the library with a root. */
export interface ForgetPreviewView {
  readonly pictures: number;
  /** On how many of these pictures each tag is. `isLost`: no picture would carry it any more. */
  readonly tags: readonly { readonly name: string; readonly pictures: number; readonly isLost: boolean }[];
}

export interface FailureView {
  readonly picture: number;
  readonly name: string;
  readonly path: string;
  readonly kind: FailureKind;
  readonly reason: string;
}

/** A class, or a group of classes in WordNet. */
export interface ClassView {
  readonly name: string;
  /** Class index; null for a group. */
  readonly index: number | null;
  readonly below: readonly ClassView[];
}

/** A file or folder of the application's own. */
export interface StoredView {
  /** Absolute. */
  readonly path: string;
  readonly bytes: number;
}

/** What the application keeps on this machine. */
export interface StorageView {
  /** The one that is open first; the one in the person's data folder too, where that is another. */
  readonly catalogs: readonly StoredView[];
  readonly thumbnails: StoredView;
  /** Networks made ready to run. */
  readonly graphs: StoredView;
  /** What has come of models whose download was broken off; `path`: the folder of the models. */
  readonly downloads: StoredView;
  /** Copies of the sample pictures, where those of the application do not stay at one place; else of no bytes. */
  readonly samples: StoredView;
  readonly settings: StoredView;
  /** Catalogs elsewhere that were open once: they are nobody's but the person's, and stay. */
  readonly kept: readonly string[];
}

/** A class, a group or a tag with the pictures that it finds. */
export interface CountedName {
  readonly name: string;
  readonly pictures: number;
}

/** Pictures of a search in and below one folder. */
export interface FolderPartView extends CountedName {
  /** Absolute, for `folder:` of the grammar. */
  readonly path: string;
  /** For `volume:`, where another folder has the same path; else null. */
  readonly volume: string | null;
}

/** What is in a search. */
export interface SummaryView {
  /** The most frequent first. */
  readonly classes: readonly CountedName[];
  /** `YYYY-MM`, in order. */
  readonly months: readonly { readonly month: string; readonly pictures: number }[];
  readonly tags: readonly CountedName[];
  /** Of the first level of folders that parts it, the fullest first; none where all lies in one. */
  readonly folders: readonly FolderPartView[];
  /** Pictures by the score of their best class, in hundredths: 0 to below 0.01, …, 1 itself; then those that have none. */
  readonly scores: readonly number[];
}

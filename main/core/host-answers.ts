import type { Failure } from '../../shared/failure.ts';
import type { FilePath } from '../../shared/file-path.ts';
import type { KnownDigest, RecognisedModel } from '../../shared/model-import.ts';
import type { NamedReview, Prediction } from '../../shared/prediction.ts';
import type { FailedPicture as FailedRow, MonthCount, TagCount } from '../catalog/reader-answers.ts';
import type { ModelCosts } from '../model/costs.ts';
import type { Model, ModelList } from '../model/model-folder.ts';
import type { ScalingRow, StageRow } from '../model/network-tables.ts';
import type { ModelProblem } from '../model/problem.ts';
import type { PublishedModel } from '../model/published-models.ts';
import type { Answer, MissingPath } from './answer.ts';
import type { OlderFinding } from './other-models.ts';
import type { FoundPicture, UnknownName } from './questions.ts';

// What the core answers a host.

/** An installed model. */
export interface ModelFacts {
  readonly model: Model;
  readonly costs: ModelCosts;
  /** Peak bytes of one worker that runs it, by pictures a batch. */
  readonly workerMemory: (batch: number) => number;
  /** The least score of a word in this catalog: as set, else the model's own. */
  readonly threshold: number;
  /** Table 1 of the paper, scaled to this network. */
  readonly stages: readonly StageRow[];
  /** What width, depth and resolution each contribute; empty for the baseline. */
  readonly scalings: readonly ScalingRow[];
}

export type ModelImport =
  /** It is there; `best`: what it sees in the test picture. */
  | {
      readonly kind: 'imported';
      readonly model: Model;
      readonly recognised: RecognisedModel;
      readonly best: Prediction;
    }
  /** A model that gives the same scores was there before, and was left as it is. */
  | { readonly kind: 'present'; readonly model: Model; readonly recognised: RecognisedModel }
  | { readonly kind: 'cancelled' };

/** The same up to where a person says that it may stay. */
export type PreparedImport =
  | Exclude<ModelImport, { kind: 'imported' }>
  | {
      readonly kind: 'prepared';
      /** As it will be, in a folder that no list of models shows. */
      readonly model: Model;
      readonly recognised: RecognisedModel;
      /** What it sees in the test picture. */
      readonly best: Prediction;
      /** Gives it its place. */
      accept(): Promise<Answer<Model>>;
      /** Nothing of it is left. */
      discard(): Promise<void>;
    };

/** A published model, and how far it is from being here. */
export interface InstallableModel {
  readonly model: PublishedModel;
  /** To be downloaded; not stated by the publisher, but computed from the network, where `isSizeStated` is false. */
  readonly bytes: number;
  readonly isSizeStated: boolean;
  /** What it will be compared with. */
  readonly digest: KnownDigest;
  readonly isInstalled: boolean;
}

export type ModelInstallation =
  | { readonly kind: 'installed'; readonly model: Model; readonly best: Prediction; readonly sha256: string }
  /** Under this id or with these scores, and whole; it was left as it is. */
  | { readonly kind: 'present'; readonly model: Model }
  | { readonly kind: 'cancelled' };

/** What an installation is doing. */
export type InstallNews =
  /** What is there is damaged, and goes once a good one was tried. */
  | { readonly kind: 'replacing'; readonly file: string }
  /** A publisher is about to be asked, where the file is not here already. */
  | { readonly kind: 'asking' }
  /** `total`: bytes, null while nobody has said how many. */
  | { readonly kind: 'downloading'; readonly bytes: number; readonly total: number | null }
  /** Its weights are being copied and tried on a picture. */
  | { readonly kind: 'trying' };

export interface ModelCheck {
  readonly id: string;
  /** Null: all is as the manifest says. */
  readonly problem: Pick<ModelProblem, 'file' | 'reason'> | null;
}

export interface ModelChecks {
  readonly checks: readonly ModelCheck[];
  /** Folders that look like a model and cannot be used. */
  readonly problems: ModelList['problems'];
}

export type ModelRemoval =
  /** The catalog has so much of it: nothing was removed yet. */
  | { readonly kind: 'asks'; readonly pictures: number; readonly predictions: number; readonly reviews: number }
  /** `forgotten`: pictures whose predictions went; `chosen`: the id of the model in use from now on, where it was this one. */
  | { readonly kind: 'removed'; readonly forgotten: number; readonly chosen: string | null };

export interface UnfinishedPictures {
  readonly pictures: number;
  /** False where the model has never run in this catalog: nothing was left, it is only not done yet. */
  readonly isInterrupted: boolean;
}

/** How far the models have come in one catalog. */
export interface ModelResults {
  /** All pictures of the library. */
  readonly pictures: number;
  readonly models: readonly ModelProgress[];
  readonly problems: readonly DamagedModel[];
}

/** A folder that looks like a model and cannot be used. */
export interface DamagedModel extends ModelProblem {
  /** What it can be removed by; null: it is not a person's to remove. */
  readonly removableId: string | null;
}

export interface ModelProgress {
  /** Its row in the catalog; null: it never ran here. */
  readonly row: number | null;
  readonly id: string;
  readonly digest: string;
  readonly variant: string;
  readonly classes: number;
  /** Null: it is not installed, or not any more. */
  readonly installed: { readonly model: Model; readonly costs: ModelCosts } | null;
  readonly isChosen: boolean;
  /** Pictures of the library that it has classified. */
  readonly pictures: number;
  /** Rows that the catalog keeps of it. */
  readonly predictions: number;
  /** Of its predictions, by a person. */
  readonly reviews: number;
}

export interface RunPreview {
  readonly pictures: number;
  /** Bytes of all of them. */
  readonly bytes: number;
  /** Of these, pictures that a run would not open again: unchanged, or failed before and not changed since. */
  readonly known: number;
  /** For those that are not known, from the speed of earlier runs with this model, else of its network as measured on this machine; null: nothing is known of either. */
  readonly seconds: number | null;
  /** Files that are no candidates for pictures. */
  readonly skipped: number;
  /** Folders that cannot be looked into, absolute. */
  readonly unlisted: readonly string[];
  /** Named paths that are not there. */
  readonly missing: readonly MissingPath[];
}

export interface SearchAnswer {
  readonly pages: AsyncIterable<readonly FoundPicture[]>;
  readonly unknownNames: readonly UnknownName[];
}

export interface NameCount {
  readonly name: string;
  readonly pictures: number;
}

/** Pictures of a search in and below one folder. */
export interface FolderPart {
  /** As short as tells it from the others. */
  readonly name: string;
  /** Absolute, for a person to read, and for `folder:` of the grammar. */
  readonly path: string;
  /** Of its root, where another folder has the same path; else null. */
  readonly volume: string | null;
  readonly pictures: number;
}

export interface SearchSummary {
  /** Classes that a word beside the query would find the most pictures by, the most frequent first. */
  readonly classes: readonly NameCount[];
  readonly months: readonly MonthCount[];
  readonly tags: readonly TagCount[];
  /** Of the first level of folders that parts it; none where all lies in one. */
  readonly folders: readonly FolderPart[];
  /** By the score of the best class, in hundredths, the last for pictures that have none. */
  readonly scores: readonly number[];
}

export interface SearchListAnswer {
  readonly list: number;
  /** By position; null where a picture is no longer what the query finds. Fewer than asked for only at the end. */
  readonly pictures: readonly (FoundPicture | null)[];
  readonly unknownNames: readonly UnknownName[];
}

/** One picture as a person reads it. */
export interface PictureDescription {
  readonly picture: number;
  /** Absolute. */
  readonly path: FilePath;
  /** `vanished`: it is not there any more; the catalog remembers it. */
  readonly state: 'present' | 'vanished';
  /** SHA-256 of the content, hexadecimal; null where it was never read. */
  readonly digest: string | null;
  /** Pixels, after EXIF orientation; null where it was never decoded. */
  readonly width: number | null;
  readonly height: number | null;
  /** Bytes. */
  readonly size: number;
  /** The camera's local time, `YYYY-MM-DDTHH:MM:SS`. */
  readonly takenAt: string | null;
  /** All that are stored of the model, best first. */
  readonly predictions: readonly Prediction[];
  /** What another model saw best, where the model asked for has not looked. */
  readonly older: OlderFinding | null;
  readonly tags: readonly string[];
  /** What a person said of the best one. */
  readonly review: NamedReview | null;
  readonly failure: Failure | null;
}

/** What serving a picture's bytes needs. */
export interface PictureLocation {
  /** Absolute. */
  readonly path: FilePath;
  /** `vanished`: what is at that path now, if anything, is another picture. */
  readonly state: 'present' | 'vanished';
  /** Its root was not there when somebody looked last. */
  readonly isOffline: boolean;
  /** SHA-256 of the content when it was last read, hexadecimal; null where it was never read. */
  readonly digest: string | null;
  /** Nanoseconds since 1970, as of the same reading or, before one, of the scan. */
  readonly mtimeNs: bigint;
}

export type RootMove =
  | { readonly kind: 'moved' }
  /** Of so many pictures of the root that were looked for, less than half are in the folder with the same size. */
  | { readonly kind: 'unfamiliar'; readonly familiar: number; readonly lookedFor: number };

export interface FailedPicture extends Pick<FailedRow, 'picture' | 'failure'> {
  /** Absolute. */
  readonly path: FilePath;
}

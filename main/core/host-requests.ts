import type { VariantId } from '../../shared/variant.ts';
import type { OriginId } from '../../shared/recognition.ts';
import type { SearchSort } from '../../shared/query/sort.ts';
import type { ReviewChange } from '../catalog/changes.ts';
import type { RunSettings } from './classify.ts';
import type { PictureSelection } from './questions.ts';

// What a host asks of the core.

/** Null: what is set in the catalog. */
export interface RunRequest extends Omit<RunSettings, 'k' | 'extensions'> {
  /** A model that is named is the catalog's chosen one from then on. */
  readonly modelId: string | null;
  readonly k: RunSettings['k'] | null;
  readonly extensions: RunSettings['extensions'] | null;
}

export interface ClassifyRequest extends RunRequest {
  /** As a person wrote them, relative to `workingFolder`. */
  readonly paths: readonly string[];
  readonly workingFolder: string;
}

export interface RetryRequest extends Omit<ClassifyRequest, 'paths'> {
  /** Null: every picture that failed. */
  readonly paths: readonly string[] | null;
}

/** What a run is asked for, before it. */
export type PreviewRequest = Omit<ClassifyRequest, 'tags'>;

export interface ModelImportRequest {
  /** The checkpoint, and the file of labels, where there is one; absolute. */
  readonly file: string;
  readonly labelsFile: string | null;
  /** Whose network it is; null: what its tensors tell is taken. */
  readonly origin: OriginId | null;
  /** Null: the file's. */
  readonly name: string | null;
  /** A picture that the model is tried on; absolute. */
  readonly testPicture: string;
}

export interface EnginePackRequest {
  /** Its folder or archive; absolute. */
  readonly path: string;
  /** SHA-256 of its `pack.json` as a person was told it, hexadecimal; null: whatever it is. */
  readonly digest: string | null;
}

export interface ModelInstallRequest {
  /** Of the list of published models. */
  readonly id: string;
  /** Absolute: a file that a person has downloaded by other means, or an archive with it; null: it is downloaded. */
  readonly from: string | null;
  /** A picture that the model is tried on; absolute. */
  readonly testPicture: string;
}

export interface SearchRequest {
  /** Pictures at most; null: all. */
  readonly limit: number | null;
  readonly sort: SearchSort;
}

export interface ReviewRequest {
  readonly change: ReviewChange;
  readonly selection: PictureSelection;
  /** Whose predictions are reviewed, unless the query names another; null: of the chosen model. */
  readonly modelId: string | null;
}

export interface AcceptRequest extends Omit<ReviewRequest, 'change'> {
  /** The least, 0…1. */
  readonly score: number;
}

export interface TagRequest {
  readonly change: 'tag' | 'untag';
  readonly name: string;
  readonly selection: PictureSelection;
  /** Reads the query; null: the chosen model. */
  readonly modelId: string | null;
}

export interface ExportRequest {
  readonly file: string;
  /** '': everything present or offline. */
  readonly query: string;
  /** Rows beside which nothing is written; left out: all that the query finds is. */
  readonly among?: readonly number[] | undefined;
  readonly modelId: string | null;
  readonly long: boolean;
  readonly excel: boolean;
  /** Aborted: what was written so far is removed. */
  readonly signal: AbortSignal;
  /** Hears how many records were made so far, after each picture. */
  readonly onRows?: (rows: number) => void;
}

export interface CompareRequest {
  /** Which are measured. */
  readonly variants: readonly VariantId[];
  /** Also those that are known already. */
  readonly again: boolean;
  /** How long each computes, once it is warm. */
  readonly measureMs: number;
  /** Whose engine it is where none is named: that of a run with this model; null: with the chosen one. */
  readonly modelId: string | null;
  /** Ends at the first that cannot be kept: for whoever shows only what is kept. */
  readonly endsUnkept: boolean;
}

import type { Failure, PictureWarning } from './failure.ts';
import type { FilePath } from './file-path.ts';
import type { PictureFacts, PictureFormat } from './picture.ts';
import type { ClassScore } from './prediction.ts';

/** How a run uses the machine. The same four numbers describe any machine. */
export interface Plan {
  /** Worker processes, each with one session. */
  readonly workers: number;
  /** Threads that one session computes with. */
  readonly threads: number;
  /** Pictures that one worker reads and decodes at a time. */
  readonly decoders: number;
  /** Most pictures in one call of a session. */
  readonly batch: number;
}

/** What a scan sees of a file, before it is opened. */
export interface ScannedFile {
  /** Relative to the root. */
  readonly path: FilePath;
  /** Bytes. */
  readonly size: number;
  /** Nanoseconds since 1970. */
  readonly mtimeNs: bigint;
}

/** What reading a file once says of its content. */
export interface ContentFacts {
  /** SHA-256 of the whole file, lower-case hexadecimal. */
  readonly digest: string;
  /** Bytes read, and the modification time that the open file had: these belong to the digest. */
  readonly size: number;
  readonly mtimeNs: bigint;
}

/** A picture through the network: what the catalog keeps of it. */
export interface Classification {
  readonly facts: PictureFacts;
  readonly format: PictureFormat;
  readonly warning: PictureWarning | null;
  /** Top k, best first. */
  readonly scores: readonly ClassScore[];
}

/** What a worker made of one picture. */
export type PictureOutcome =
  | { readonly kind: 'classified'; readonly content: ContentFacts; readonly classification: Classification }
  /** The content was seen before: read, digested, not decoded. */
  | { readonly kind: 'released'; readonly content: ContentFacts }
  /** `content` is null where the file could not be read to its end. */
  | { readonly kind: 'failed'; readonly content: ContentFacts | null; readonly failure: Failure };

/** What a run says of one picture. */
export type PictureStatus = 'classified' | 'reused' | 'unchanged' | 'failed';

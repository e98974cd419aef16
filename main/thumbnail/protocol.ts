import type { Failure } from '../../shared/failure.ts';
import type { FilePath } from '../../shared/file-path.ts';

/** What of a picture is wanted: small, for a grid, or whole, as a window can show it. */
export type Rendering = 'thumbnail' | 'view';

/** To the thumbnailer. */
export type ToThumbnailer =
  | { readonly kind: 'render'; readonly id: number; readonly path: FilePath; readonly rendering: Rendering }
  | { readonly kind: 'stop' };

/** From the thumbnailer: how far it is with a `render`, and one answer to each, in any order. */
export type FromThumbnailer =
  /** Bytes of the file; null: it is not open yet. */
  | { readonly kind: 'reading'; readonly id: number; readonly bytes: number | null }
  | { readonly kind: 'decoding'; readonly id: number }
  | { readonly kind: 'rendered'; readonly id: number; readonly outcome: RenderOutcome };

export type RenderOutcome =
  | {
      readonly ok: true;
      /** Of an encoded picture. */
      readonly bytes: Uint8Array;
      readonly mediaType: string;
      /** SHA-256 of the file that it was made of, lower-case hexadecimal. */
      readonly digest: string;
    }
  | { readonly ok: false; readonly failure: Failure };

/** Pixels on the longer side of a thumbnail: sharp in a grid of 160 on a display of twice the density. */
export const THUMBNAIL_SIDE = 320;

/** Pictures that the thumbnailer decodes at the same time: the workers of a run need the machine more. */
export const RENDERED_AT_ONCE = 2;

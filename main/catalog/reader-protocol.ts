import type { StartedProcess } from '../process/started-process.ts';
import type { CatalogReader } from './catalog.ts';
import type { CatalogOpenFailure } from './open-failure.ts';

// What a program and its reader process say to each other: plain data, as every channel carries it.

/** A reader's functions that answer once, and those that stream. */
export type ReaderCall = Exclude<keyof CatalogReader, ReaderStream | 'close'>;
export type ReaderStream = 'exportRows' | 'failures';

/** Something asked; `id` is its own in this process. A stream is asked for, page by page, by its id. */
export type ReaderQuestion =
  | { readonly kind: 'call'; readonly id: number; readonly name: ReaderCall; readonly values: readonly unknown[] }
  | { readonly kind: 'stream'; readonly id: number; readonly name: ReaderStream; readonly values: readonly unknown[] };

export type ToReader =
  /** The first message, and the only one until it is answered. */
  | { readonly kind: 'open'; readonly file: string }
  | ReaderQuestion
  | { readonly kind: 'next-page'; readonly id: number }
  /** Nobody wants the rest of a stream. */
  | { readonly kind: 'abandon'; readonly id: number }
  /** The connection is closed and the process ends. */
  | { readonly kind: 'close' };

export type FromReader =
  | { readonly kind: 'opened'; readonly failure: CatalogOpenFailure | null }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'page'; readonly id: number; readonly rows: readonly unknown[]; readonly isLast: boolean }
  /** What the reader threw. */
  | { readonly kind: 'fault'; readonly id: number; readonly message: string };

export type ReaderProcess = StartedProcess<ToReader, FromReader>;

import type { StartedProcess } from '../process/started-process.ts';
import type { CatalogWriter } from './catalog.ts';
import type { CatalogOpenFailure } from './open-failure.ts';

// What a program and its catalog process say to each other: plain data, as every channel carries it.

/** A writer's functions: each one asks once and is answered once. */
export type WriterCall = Exclude<keyof CatalogWriter, 'close'>;

export type ToWriter =
  /** The first message, and the only one until it is answered. */
  | { readonly kind: 'open'; readonly file: string }
  | { readonly kind: 'call'; readonly id: number; readonly name: WriterCall; readonly values: readonly unknown[] }
  /** What was asked is done, the connection is closed, the lock is given back, and the process ends. */
  | { readonly kind: 'close' };

export type FromWriter =
  | { readonly kind: 'opened'; readonly failure: CatalogOpenFailure | null }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  /** What the writer threw: nothing of that call is in the catalog. */
  | { readonly kind: 'fault'; readonly id: number; readonly message: string };

export type WriterProcess = StartedProcess<ToWriter, FromWriter>;

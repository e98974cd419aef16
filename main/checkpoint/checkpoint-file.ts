import { open, stat, type FileHandle } from 'node:fs/promises';
import { checkpointFaultTexts as texts } from '../../shared/texts/checkpoint-faults.ts';
import { thrownMessage } from '../../shared/thrown.ts';
import type { CheckpointFault, CheckpointFaultKind } from './checkpoint-fault.ts';
import type { TensorEntry } from './tensor-entry.ts';

/** An open checkpoint of any format whose description of its tensors is sound. Who opens it closes it. */
export interface CheckpointFile {
  /** In the file's order. Names are clean and there are no two of one name. */
  readonly entries: readonly TensorEntry[];
  /** Values of one of `entries`, row-major, as float32; F32, F16, BF16 and F64 are read. */
  readonly read: (entry: TensorEntry) => Promise<ReadTensor>;
  readonly close: () => Promise<void>;
}

export type ReadTensor = { readonly ok: true; readonly values: Float32Array } | Failed;

/** The tensors that a file's format describes, before any value is read. */
export type ReadEntries = { readonly ok: true; readonly entries: readonly TensorEntry[] } | Failed;

interface Failed {
  readonly ok: false;
  readonly fault: CheckpointFault;
}

/** A regular file that is open for reading; everything its formats read goes through it. */
export interface FileSource {
  readonly path: string;
  /** Bytes, when it was opened. */
  readonly size: number;
  /** `length` bytes from `position` on. The caller has checked that they lie within `size`. */
  readonly read: (position: number, length: number) => Promise<ReadBytes>;
  readonly close: () => Promise<void>;
}

export type ReadBytes = { readonly ok: true; readonly bytes: Uint8Array<ArrayBuffer> } | Failed;

type OpenedSource = { readonly ok: true; readonly source: FileSource } | Failed;

/** Opens a file, a regular one: a FIFO would wait for its writer. */
export async function openSource(path: string): Promise<OpenedSource> {
  let handle: FileHandle;
  try {
    if (!(await stat(path)).isFile()) return failed(path, 'unreadable-file', texts.notRegular);
    handle = await open(path, 'r');
  } catch (error) {
    return failed(path, 'unreadable-file', texts.notOpened(thrownMessage(error)));
  }
  try {
    const { size } = await handle.stat();
    const read = (position: number, length: number) => readExactly(handle, path, position, length);
    return { ok: true, source: { path, size, read, close: () => handle.close() } };
  } catch (error) {
    await handle.close();
    return failed(path, 'unreadable-file', texts.notRead(thrownMessage(error)));
  }
}

async function readExactly(handle: FileHandle, path: string, position: number, length: number): Promise<ReadBytes> {
  const bytes = new Uint8Array(length);
  let filled = 0;
  try {
    while (filled < length) {
      const { bytesRead } = await handle.read(bytes, filled, length - filled, position + filled);
      if (bytesRead === 0) return failed(path, 'unreadable-file', texts.changed);
      filled += bytesRead;
    }
  } catch (error) {
    return failed(path, 'unreadable-file', texts.notRead(thrownMessage(error)));
  }
  return { ok: true, bytes };
}

/** What a file holds may be in the message, and may be anything. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu;
const MAX_LENGTH = 400;

/** A fault in one clause, without characters that a terminal would obey. */
export function failed(file: string, kind: CheckpointFaultKind, reason: string, tensor: string | null = null): Failed {
  return { ok: false, fault: { kind, file, tensor: tensor === null ? null : shown(tensor), reason: shown(reason) } };
}

function shown(text: string): string {
  const short = text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH)}…` : text;
  return short.replace(UNPRINTABLE, '\ufffd');
}

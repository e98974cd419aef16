import { checkpointFaultTexts as texts } from '../../shared/texts/checkpoint-faults.ts';
import type { CheckpointFault } from './checkpoint-fault.ts';
import { failed, openSource, type CheckpointFile, type FileSource, type ReadEntries } from './checkpoint-file.ts';
import { BEGINNING_BYTES, ENDING_BYTES, foreignFormat } from './foreign-format.ts';
import { readTensor } from './read-tensor.ts';
import { readSafetensorsEntries } from './safetensors.ts';
import { cleanNames } from './tensor-names.ts';
import { LEGACY_MAGIC_BYTES, readTorchLegacyEntries } from './torch-legacy.ts';
import { readTorchZipEntries } from './torch-zip.ts';

export type OpenedCheckpoint =
  { readonly ok: true; readonly file: CheckpointFile } | { readonly ok: false; readonly fault: CheckpointFault };

const ZIP_BEGINNING = 'PK\x03\x04';
/** Behind the eight bytes of its length, a safetensors header is a JSON object. */
const SAFETENSORS_BEGINNING = /^.{8}\{/s;
/** Within these the magic number of PyTorch's old format stands, behind the protocol and the frame of its pickle. */
const LEGACY_MAGIC_WITHIN = 32;

/**
 * Opens a checkpoint, safetensors or either of PyTorch's formats, told apart by content, and checks what it says of its
 * tensors against its size. Nothing in it is executed, and memory is allocated for nothing that it does not hold;
 * values are read tensor by tensor. Names come without what training programs wrap models in (`module.`).
 */
export async function openCheckpoint(path: string): Promise<OpenedCheckpoint> {
  const opened = await openSource(path);
  if (!opened.ok) return opened;
  const { source } = opened;
  const read = await readEntries(source);
  if (!read.ok) {
    await source.close();
    return read;
  }
  const { entries } = read;
  return { ok: true, file: { entries, read: (entry) => readTensor(source, entry), close: source.close } };
}

async function readEntries(source: FileSource): Promise<ReadEntries> {
  const read = await readFormat(source);
  if (!read.ok) return read;
  const named = cleanNames(read.entries);
  return named.ok ? { ok: true, entries: named.value } : failed(source.path, 'invalid-format', named.reason);
}

async function readFormat(source: FileSource): Promise<ReadEntries> {
  const { path, size } = source;
  const first = await source.read(0, Math.min(size, BEGINNING_BYTES));
  if (!first.ok) return first;
  const endingBytes = Math.min(size, ENDING_BYTES);
  const last = await source.read(size - endingBytes, endingBytes);
  if (!last.ok) return last;
  const beginning = latin1(first.bytes);
  if (beginning.startsWith(ZIP_BEGINNING)) return readTorchZipEntries(source);
  if (beginning.slice(0, LEGACY_MAGIC_WITHIN).includes(LEGACY_MAGIC_BYTES)) return readTorchLegacyEntries(source);
  if (SAFETENSORS_BEGINNING.test(beginning)) return readSafetensorsEntries(source);
  const foreign = foreignFormat(beginning, latin1(last.bytes));
  return failed(path, 'invalid-format', foreign ?? texts.ofNoKnownKind);
}

/** A character a byte. */
function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}

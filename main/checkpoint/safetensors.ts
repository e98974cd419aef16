import { open, stat, type FileHandle } from 'node:fs/promises';
import { thrownMessage } from '../../shared/thrown.ts';
import type { CheckpointFault, CheckpointFaultKind } from './checkpoint-fault.ts';
import { decodeBfloat16, decodeFloat16 } from './half-precision.ts';
import { parseSafetensorsHeader, type TensorEntry } from './safetensors-header.ts';

/** An open safetensors file whose header is sound. Who opens it closes it. */
interface SafetensorsFile {
  readonly entries: readonly TensorEntry[];
  /** Values of one tensor, row-major, as float32; F32, F16 and BF16 are read. */
  readonly read: (entry: TensorEntry) => Promise<ReadTensor>;
  readonly close: () => Promise<void>;
}

type ReadTensor =
  { readonly ok: true; readonly values: Float32Array } | { readonly ok: false; readonly fault: CheckpointFault };

export type OpenedSafetensors =
  { readonly ok: true; readonly file: SafetensorsFile } | { readonly ok: false; readonly fault: CheckpointFault };

const LENGTH_BYTES = 8;
/** EfficientNet-B7's header is 120 kB; whatever is larger than this is no header, and is not read into memory. */
const MAX_HEADER_BYTES = 8 << 20;

/** Stored values to float32. Little-endian, as is every platform that the inference runtimes exist for. */
const DECODERS: ReadonlyMap<string, (stored: ArrayBuffer) => Float32Array> = new Map([
  ['F32', (stored) => new Float32Array(stored)],
  ['F16', (stored) => decodeFloat16(new Uint16Array(stored))],
  ['BF16', (stored) => decodeBfloat16(new Uint16Array(stored))],
]);

/**
 * Opens a safetensors file and checks its header against its size; memory is allocated for nothing the file does not
 * hold.
 */
export async function openSafetensors(path: string): Promise<OpenedSafetensors> {
  let handle: FileHandle;
  try {
    // Before opening: a FIFO would wait for its writer.
    if (!(await stat(path)).isFile()) return failed(path, 'unreadable-file', 'is not a regular file');
    handle = await open(path, 'r');
  } catch (error) {
    return failed(path, 'unreadable-file', `cannot be opened: ${thrownMessage(error)}`);
  }
  let opened: OpenedSafetensors;
  try {
    opened = await readHeader(handle, path);
  } catch (error) {
    opened = failed(path, 'unreadable-file', `cannot be read: ${thrownMessage(error)}`);
  }
  if (!opened.ok) await handle.close();
  return opened;
}

async function readHeader(handle: FileHandle, path: string): Promise<OpenedSafetensors> {
  const { size } = await handle.stat();
  if (size < LENGTH_BYTES) return failed(path, 'invalid-format', `has ${size} bytes, too few for a safetensors file`);
  const lengthBytes = new Uint8Array(LENGTH_BYTES);
  if (!(await readExactly(handle, lengthBytes, 0))) return failed(path, 'unreadable-file', 'changed while it was read');
  const headerBytes = Number(new DataView(lengthBytes.buffer).getBigUint64(0, true));
  const available = Math.min(size - LENGTH_BYTES, MAX_HEADER_BYTES);
  if (headerBytes > available) {
    const reason = `claims a header of ${headerBytes} bytes, at most ${available} are possible: it is no safetensors file, or incomplete`;
    return failed(path, 'invalid-format', reason);
  }
  const json = new Uint8Array(headerBytes);
  const dataStart = LENGTH_BYTES + headerBytes;
  if (!(await readExactly(handle, json, LENGTH_BYTES))) {
    return failed(path, 'unreadable-file', 'changed while it was read');
  }
  const header = parseSafetensorsHeader(json, size - dataStart);
  if (!header.ok) return failed(path, 'invalid-format', header.reason, header.tensor);
  return {
    ok: true,
    file: {
      entries: header.entries,
      read: (entry) => readTensor(handle, path, dataStart, entry),
      close: () => handle.close(),
    },
  };
}

async function readTensor(
  handle: FileHandle,
  path: string,
  dataStart: number,
  { name, dtype, bytes, offset }: TensorEntry,
): Promise<ReadTensor> {
  const decode = DECODERS.get(dtype);
  if (decode === undefined)
    return failed(path, 'wrong-network', `is of type ${dtype}; F32, F16 and BF16 are read`, name);
  const stored = new ArrayBuffer(bytes);
  try {
    if (!(await readExactly(handle, new Uint8Array(stored), dataStart + offset))) {
      return failed(path, 'unreadable-file', 'changed while it was read', name);
    }
  } catch (error) {
    return failed(path, 'unreadable-file', `cannot be read: ${thrownMessage(error)}`, name);
  }
  return { ok: true, values: decode(stored) };
}

/** Fills `bytes` from `position` on; false where the file ends before. */
async function readExactly(handle: FileHandle, bytes: Uint8Array, position: number): Promise<boolean> {
  let filled = 0;
  while (filled < bytes.length) {
    const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, position + filled);
    if (bytesRead === 0) return false;
    filled += bytesRead;
  }
  return true;
}

function failed(
  file: string,
  kind: CheckpointFaultKind,
  reason: string,
  tensor: string | null = null,
): { readonly ok: false; readonly fault: CheckpointFault } {
  return { ok: false, fault: { kind, file, tensor, reason } };
}

import { checkpointFaultTexts as texts } from '../../shared/texts/checkpoint-faults.ts';
import { failed, type FileSource, type ReadEntries } from './checkpoint-file.ts';
import { parseSafetensorsHeader } from './safetensors-header.ts';
import { rowMajorStrides } from './tensor-entry.ts';

const LENGTH_BYTES = 8;
/** EfficientNet-B7's header is 120 kB; whatever is larger than this is no header, and is not read into memory. */
const MAX_HEADER_BYTES = 8 << 20;

/**
 * Tensors of a safetensors file: the header's length (u64, little-endian), a JSON header, the data. The header is
 * checked against the file's size; memory is allocated for nothing the file does not hold.
 */
export async function readSafetensorsEntries(source: FileSource): Promise<ReadEntries> {
  const { path, size } = source;
  if (size < LENGTH_BYTES) return failed(path, 'invalid-format', texts.tooFewBytes(size));
  const length = await source.read(0, LENGTH_BYTES);
  if (!length.ok) return length;
  const headerBytes = Number(new DataView(length.bytes.buffer).getBigUint64(0, true));
  const available = Math.min(size - LENGTH_BYTES, MAX_HEADER_BYTES);
  if (headerBytes > available) {
    const reason = texts.impossibleHeader(headerBytes, available);
    return failed(path, 'invalid-format', reason);
  }
  const json = await source.read(LENGTH_BYTES, headerBytes);
  if (!json.ok) return json;
  const dataStart = LENGTH_BYTES + headerBytes;
  const header = parseSafetensorsHeader(json.bytes, size - dataStart);
  if (!header.ok) return failed(path, 'invalid-format', header.reason, header.tensor);
  const entries = header.entries.map(({ name, dtype, shape, offset }) => ({
    name,
    dtype,
    shape,
    offset: dataStart + offset,
    strides: rowMajorStrides(shape),
  }));
  return { ok: true, entries };
}

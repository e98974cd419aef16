import type { CheckpointFault } from './checkpoint-fault.ts';
import { openSource, type CheckpointFile } from './checkpoint-file.ts';
import { readTensor } from './read-tensor.ts';
import { readSafetensorsEntries } from './safetensors.ts';

export type OpenedCheckpoint =
  { readonly ok: true; readonly file: CheckpointFile } | { readonly ok: false; readonly fault: CheckpointFault };

/**
 * Opens a checkpoint and checks what it says of its tensors against its size. Nothing in it is executed, and memory
 * is allocated for nothing that it does not hold; values are read tensor by tensor.
 */
export async function openCheckpoint(path: string): Promise<OpenedCheckpoint> {
  const opened = await openSource(path);
  if (!opened.ok) return opened;
  const { source } = opened;
  const read = await readSafetensorsEntries(source);
  if (!read.ok) {
    await source.close();
    return read;
  }
  return {
    ok: true,
    file: { entries: read.entries, read: (entry) => readTensor(source, entry), close: source.close },
  };
}

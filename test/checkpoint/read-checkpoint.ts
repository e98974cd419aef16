import type { CheckpointFault } from '../../main/checkpoint/checkpoint-fault.ts';
import { openCheckpoint } from '../../main/checkpoint/open-checkpoint.ts';

export interface ReadTensor {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  /** Null where the type is one that is not read. */
  readonly values: readonly number[] | null;
}

/** Everything in a checkpoint, or why it cannot be opened. */
export async function readCheckpoint(file: string): Promise<readonly ReadTensor[] | CheckpointFault> {
  const opened = await openCheckpoint(file);
  if (!opened.ok) return opened.fault;
  try {
    const tensors: ReadTensor[] = [];
    for (const entry of opened.file.entries) {
      const read = await opened.file.read(entry);
      if (!read.ok && read.fault.kind !== 'wrong-network') return read.fault;
      const { name, dtype, shape } = entry;
      tensors.push({ name, dtype, shape, values: read.ok ? [...read.values] : null });
    }
    return tensors;
  } finally {
    await opened.file.close();
  }
}

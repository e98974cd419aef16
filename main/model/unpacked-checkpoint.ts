import { rm } from 'node:fs/promises';
import { modelFaultTexts as texts } from '../../shared/texts/model-faults.ts';
import { findPackedCheckpoint } from '../checkpoint/packed-checkpoint.ts';
import type { ModelProblem } from './problem.ts';

/** A checkpoint as a file of its own. */
export type UnpackedCheckpoint =
  | { readonly ok: true; readonly checkpoint: string; readonly release: () => Promise<void> }
  | { readonly ok: false; readonly problem: ModelProblem };

/** No network that is known has a checkpoint of this size: what an archive claims is not unpacked beyond it. */
const MOST_BYTES = 2e9;

/**
 * The file itself, or the one checkpoint in it where it is an archive: unpacked to `into`, which is removed when it is
 * released. The file itself stays as it is.
 */
export async function unpackedCheckpoint(file: string, into: string): Promise<UnpackedCheckpoint> {
  const found = await findPackedCheckpoint(file);
  if (!found.ok) return unusable(file, found.fault.reason);
  const { packed } = found;
  if (packed === null) return { ok: true, checkpoint: file, release: () => Promise.resolve() };
  if (packed.bytes > MOST_BYTES) return unusable(file, texts.claimsTooMuch(packed.bytes, packed.name));
  const release = (): Promise<void> => rm(into, { force: true });
  const fault = await packed.unpack(into);
  if (fault === null) return { ok: true, checkpoint: into, release };
  await release();
  return unusable(file, fault.reason);
}

function unusable(file: string, reason: string): UnpackedCheckpoint {
  return { ok: false, problem: { kind: 'unusable-weights', file, reason } };
}

import { modelFaultTexts as texts } from '../../shared/texts/model-faults.ts';
import { thrownMessage } from '../../shared/thrown.ts';
import type { ModelManifest } from './manifest.ts';

/** Why a model cannot be used. A value: other models stay usable, and a person is told which file and why. */
export interface ModelProblem {
  readonly kind:
    | 'unreadable-folder'
    | 'unwritable-folder'
    | 'unreadable-manifest'
    | 'invalid-manifest'
    | 'duplicate-id'
    | 'unreadable-weights'
    | 'changed-weights'
    | 'unusable-weights'
    | 'unusable-labels';
  /** Absolute path of the file or folder at fault. */
  readonly file: string;
  /** Of the model, where it could be read: the model's folder may be called otherwise. */
  readonly manifest?: ModelManifest;
  /** One clause or sentence about that file, without its path, with the way out where there is one. */
  readonly reason: string;
}

/** What the operating system said, in words where the code is a common one. */
export function fileFault(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return texts.missing;
  if (code === 'EACCES' || code === 'EPERM') return texts.forbidden;
  return texts.notRead(thrownMessage(error));
}

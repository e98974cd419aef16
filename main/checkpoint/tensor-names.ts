import { checkpointFaultTexts as texts } from '../../shared/texts/checkpoint-faults.ts';
import { checked, refused, type Checked } from './checked.ts';
import type { TensorEntry } from './tensor-entry.ts';

/** What `DataParallel` and `AveragedModel` (`module.`) and `torch.compile` (`_orig_mod.`) put before a model's names. */
const WRAPPERS = /^(?:(?:module|_orig_mod)\.)+/;

/** How many models `AveragedModel` has averaged: its own, beside the model's tensors. */
const AVERAGED_COUNT = 'n_averaged';

/** What names of modules and parameters in Python can be made of; a message can show it. */
const PLAIN_NAME = /^[\p{L}\p{N}\p{P}\p{S} ]{1,256}$/u;

/** The same tensors under the names that they have in the model itself. */
export function cleanNames(entries: readonly TensorEntry[]): Checked<readonly TensorEntry[]> {
  if (!entries.every(({ name }) => PLAIN_NAME.test(name))) return refused(texts.unprintableName);
  if (!entries.some(({ name }) => WRAPPERS.test(name))) return checked(entries);
  const unwrapped = entries
    .filter(({ name }) => name !== AVERAGED_COUNT)
    .map((entry) => ({ ...entry, name: entry.name.replace(WRAPPERS, '') }));
  const names = new Set<string>();
  for (const { name } of unwrapped) {
    if (names.has(name)) return refused(texts.twoTensors(name));
    names.add(name);
  }
  return checked(unwrapped);
}

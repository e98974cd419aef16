import { expect, it } from 'vitest';
import type { Library } from '../../main/app/library.ts';
import { settingsCommands } from '../../main/app/settings-commands.ts';
import type { ThumbnailCache } from '../../main/thumbnail/thumbnail-cache.ts';
import { COMMANDS } from '../../shared/contract/commands.ts';
import { DEFAULT_CATALOG_SETTINGS, DEFAULT_MACHINE_SETTINGS, type MachineSettings } from '../../shared/settings.ts';

/** Keeps the machine's settings, and answers when it is told to. */
function settings(first: MachineSettings) {
  let kept = first;
  let write: () => void = () => undefined;
  const written = new Promise<void>((resolve) => {
    write = resolve;
  });
  const refuses = { settings: () => Promise.resolve({ ok: false, failure: { kind: 'catalog', message: 'no' } }) };
  const handlers = settingsCommands({
    library: () => ({ core: refuses }) as unknown as Library,
    thumbnails: {} as ThumbnailCache,
    machine: () => kept,
    changeMachine: (next) => {
      kept = next;
      return written;
    },
    onModelChange: () => undefined,
  });
  const change = (machine: unknown) =>
    handlers.changeSettings(COMMANDS.changeSettings.parse({ catalog: null, machine }));
  return { change, kept: () => kept, write };
}

it('changes of the machine that follow each other at once are all kept, and what they leave stays as it is', async () => {
  const before: MachineSettings = { ...DEFAULT_MACHINE_SETTINGS, engine: 'onnxruntime:cpu', gpuMemoryBytes: 2e9 };
  const machine = settings(before);
  const answers = [machine.change({ workers: 3 }), machine.change({ memoryBytes: 4e9 })];
  expect(machine.kept()).toEqual({ ...before, workers: 3, memoryBytes: 4e9 });
  machine.write();
  await Promise.all(answers);
});

it('a change names settings that there are, each with a value that it may have', () => {
  const { changeSettings } = COMMANDS;
  const isTaken = (catalog: unknown, machine: unknown) => changeSettings.safeParse({ catalog, machine }).success;
  expect(isTaken(DEFAULT_CATALOG_SETTINGS, DEFAULT_MACHINE_SETTINGS)).toBe(true);
  expect(isTaken({}, {})).toBe(true);
  for (const wrong of [{ workers: 0 }, { workers: undefined }, { appearance: 'pink' }, { cores: 2 }]) {
    expect(isTaken(null, wrong)).toBe(false);
  }
  for (const wrong of [{ k: 0 }, { k: undefined }, { threshold: 2 }, { extensions: [] }, { model: 'x' }]) {
    expect(isTaken(wrong, null)).toBe(false);
  }
});

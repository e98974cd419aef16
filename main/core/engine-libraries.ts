import type { EngineName } from '../../shared/engine.ts';
import type { Presence } from '../engine/engine-presence.ts';
import { describeEngine, type LibraryAnswer } from '../pool/describe.ts';
import { packFolderOf, type EnginesHere } from './engines-here.ts';
import type { CoreOptions } from './host-contract.ts';

/** What libraries of engines say of themselves. */
export interface EngineLibraries {
  /** Null: it is not here. One that only loading would tell of is loaded, in a process of its own, and not again. */
  of(engine: EngineName, presence: Presence, here: EnginesHere): Promise<LibraryAnswer | null>;
  /** What it said when it was asked first, even if that was nothing: who only wants to know how to plan does not wait for it again. */
  first(engine: EngineName, presence: Presence, here: EnginesHere): Promise<LibraryAnswer | null>;
  /** Those that could not be loaded are asked again: what they lacked may have come. */
  forgetAbsent(): void;
}

/** Half a gigabyte from a slow disk. */
const WITHIN_MS = 30_000;

export function createEngineLibraries(
  { spawn, workerScript }: Pick<CoreOptions, 'spawn' | 'workerScript'>,
  deadlineMs = WITHIN_MS,
): EngineLibraries {
  /** By what they are. */
  const described = new Map<string, Promise<LibraryAnswer>>();
  const absent = new Set<string>();
  const first = new Map<string, Promise<LibraryAnswer | null>>();
  const libraries: EngineLibraries = {
    of: async (engine, { state, library, isAccelerator }, here) => {
      if (state.kind !== 'present') return null;
      if (engine !== 'tensorflow')
        return { ok: true, facts: { version: library, package: null, usesGpu: isAccelerator }, warnings: [] };
      const asked =
        described.get(library) ??
        describeEngine({ engine, packFolder: packFolderOf(here) }, { spawn, workerScript, deadlineMs });
      described.set(library, asked);
      const said = await asked;
      if (!said.ok) {
        // A machine that was too busy is asked again the next time.
        if (said.kind === 'broken') described.delete(library);
        else absent.add(library);
      }
      return said;
    },
    first: (engine, presence, here) => {
      const said = first.get(presence.library) ?? libraries.of(engine, presence, here);
      first.set(presence.library, said);
      return said;
    },
    forgetAbsent: () => {
      for (const library of absent) described.delete(library);
      absent.clear();
      first.clear();
    },
  };
  return libraries;
}

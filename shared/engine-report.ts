import type { EngineChoice, EngineName } from './engine.ts';
import type { AddedPack } from './engine-pack.ts';

/** What is known of an engine on this machine. */
export interface EngineDescription {
  readonly engine: EngineName;
  /** Of the library that computes; null where only loading it would tell, and it was not loaded. */
  readonly version: string | null;
  /** Which one loaded; null where its library comes in none of its own, or was not loaded. */
  readonly package: LibraryPackage | null;
  readonly state: EngineState;
  /** Computes on a graphics processor, or one in software, as far as is known. */
  readonly usesGpu: boolean;
  /** Why it computes on the CPU though there is a graphics card that its library is for; null where it does not. */
  readonly cardUnused: string | null;
  /** Where its library comes from; null: it is not here. */
  readonly source: 'bundled' | 'package' | 'pack' | null;
  readonly pack: AddedPack | null;
  /** Measured with the chosen model; null: it was not measured. */
  readonly picturesPerSecond: number | null;
}

/** The npm package around an engine's library. */
export interface LibraryPackage {
  readonly name: string;
  readonly version: string;
  /** A clause for each one that goes before it and has a library here, which could not be loaded. */
  readonly passedOver: readonly string[];
}

export type EngineState =
  /** `device`: its name, where it is known. `isSoftware`: a graphics processor that the CPU pretends to be: never chosen by itself. */
  | {
      readonly kind: 'present';
      readonly device: string | null;
      /** Bytes of a card's own memory, or of the machine's where the CPU computes; null: not known, or none. */
      readonly memoryBytes: number | null;
      readonly isSoftware: boolean;
    }
  /** `reason`: exactly why; `remedy`: the way to get it; null: there is none on this machine. */
  | { readonly kind: 'absent'; readonly reason: string; readonly remedy: string | null }
  /** It is here, and was tried in a process of its own: it is wrong, hung or crashed there. */
  | { readonly kind: 'refused'; readonly reason: string };

export interface EngineReport {
  readonly engines: readonly EngineDescription[];
  readonly choice: EngineChoice;
  /** What a run takes now. */
  readonly inUse: EngineName;
  /** Why that one, for a person. */
  readonly why: string;
}

/** How far a measuring of the engines is. */
export interface EngineProgress {
  readonly engine: EngineName;
  readonly done: number;
  readonly total: number;
}

/** Why a run cannot begin: the engine that was chosen by name is not here, and no other takes its place. Null: it can. */
export function absentInUse({ engines, inUse }: EngineReport): Extract<EngineState, { kind: 'absent' }> | null {
  const state = engines.find(({ engine }) => engine === inUse)?.state;
  return state?.kind === 'absent' ? state : null;
}

/** Engines that nobody has run yet: tested as far as one gets without such a device. */
const NEVER_RUN: readonly EngineName[] = ['onnxruntime:directml', 'onnxruntime:coreml', 'onnxruntime:cuda'];

/** What of it nobody has run yet: all of it, or only its computing on a real graphics processor. Null: somebody has. */
export function neverRun({ engine, state, usesGpu, pack }: EngineDescription): 'engine' | 'on-gpu' | null {
  if (NEVER_RUN.includes(engine)) return 'engine';
  // A graphics processor that the CPU stands in for has been run.
  const isSoftware = state.kind === 'present' && state.isSoftware;
  const isOnGpu = engine === 'onnxruntime:webgpu' ? !isSoftware : usesGpu || pack?.facts?.device === 'cuda';
  return isOnGpu ? 'on-gpu' : null;
}

import type { EngineName } from './engine.ts';

// An engine pack: the native parts of an engine that does not ship with the application, in a folder or a zip archive.

/** The engines that packs are made of. */
export const PACKED_ENGINES = ['tensorflow'] as const satisfies readonly EngineName[];

export type PackedEngine = (typeof PACKED_ENGINES)[number];

/** What a pack may be added from. */
export const PACK_FORMS = ['folder', 'archive'] as const;

export type PackForm = (typeof PACK_FORMS)[number];

/** What a library computes on. */
export type PackDevice = 'cpu' | 'cuda';

/** What a pack says of itself; none of it has been tried yet. */
export interface EnginePackFacts {
  readonly engine: PackedEngine;
  /** The npm package that is its outer layer, and its version. */
  readonly package: string;
  readonly version: string;
  /** Version of the native library below it. */
  readonly library: string;
  /** Of the machine that it runs on, as Node names them. */
  readonly platform: string;
  readonly arch: string;
  readonly device: PackDevice;
  readonly files: number;
  /** Of all files. */
  readonly bytes: number;
  /** SHA-256 of its `pack.json`, which names every other file with its own; lower-case hexadecimal. */
  readonly digest: string;
}

/** A pack that a person added, whether it works or not. */
export interface AddedPack {
  readonly engine: PackedEngine;
  /** Null: not even its `pack.json` can be read. */
  readonly facts: EnginePackFacts | null;
}

/** How far the adding of a pack is. */
export type EnginePackStep =
  | { readonly step: 'copying'; readonly bytes: number; readonly of: number }
  /** A worker computes with it. */
  | { readonly step: 'trying' };

/** Why a pack is not taken, or not used. `path` is inside the pack. */
export type EnginePackFault =
  /** There is no folder or archive, or it has no `pack.json` where that belongs. */
  | { readonly kind: 'no-pack'; readonly detail: string }
  /** It is incomplete, or its parts contradict each other. */
  | { readonly kind: 'damaged-archive'; readonly detail: string }
  | { readonly kind: 'damaged-manifest'; readonly detail: string }
  | { readonly kind: 'unknown-format'; readonly format: string }
  | { readonly kind: 'other-machine'; readonly for: string; readonly here: string }
  | { readonly kind: 'newer-node-api'; readonly needs: number; readonly has: number }
  /** Its digest is not the one that a person was told. */
  | { readonly kind: 'other-digest'; readonly expected: string; readonly found: string }
  | { readonly kind: 'too-large'; readonly bytes: number; readonly most: number }
  | { readonly kind: 'no-space'; readonly needed: number; readonly free: number }
  /** It would be written outside of the pack, or cannot be a file's name on every system. */
  | { readonly kind: 'unsafe-path'; readonly path: string }
  /** A link, a device, a pipe. */
  | { readonly kind: 'no-file'; readonly path: string }
  /** In the archive, in a way that is not read here. */
  | { readonly kind: 'not-unpacked'; readonly path: string; readonly why: string }
  | { readonly kind: 'unlisted'; readonly path: string }
  | { readonly kind: 'missing'; readonly path: string }
  | { readonly kind: 'wrong-size'; readonly path: string; readonly expected: number; readonly found: number }
  | { readonly kind: 'wrong-digest'; readonly path: string; readonly expected: string; readonly found: string }
  /** A worker that computed with it died, hung, or computed something else. */
  | { readonly kind: 'does-not-work'; readonly reason: string }
  /** The disk is full, the folder may not be written … */
  | { readonly kind: 'file-system'; readonly detail: string }
  | { readonly kind: 'cancelled' };

import type { EngineChoice, EngineName } from './engine.ts';
import { DEFAULT_EXTENSIONS } from './picture.ts';
import { DEFAULT_TOP_K } from './prediction.ts';
import { BEST_FIRST, type SearchSort } from './query/sort.ts';

/** What a person has set for one catalog. It is kept in the catalog, so that every program reads it alike. */
export interface CatalogSettings {
  /** Predictions kept of each picture, 1 to `MAX_TOP_K`. */
  readonly k: number;
  /** What makes a picture, by its name: lower case, without the dot; one at least. */
  readonly extensions: readonly string[];
  /** Least score, 0…1, by which words find a picture, and below which it is *uncertain*; null: the model's own. */
  readonly threshold: number | null;
}

export const DEFAULT_CATALOG_SETTINGS: CatalogSettings = {
  k: DEFAULT_TOP_K,
  extensions: DEFAULT_EXTENSIONS,
  threshold: null,
};

/** How much of this machine runs may take. It belongs to the machine: the same catalog may lie on another one tomorrow. */
export interface RunLimits {
  /** Worker processes, 1 to `MAX_WORKERS`; null: one for every core, as far as memory allows. */
  readonly workers: number | null;
  /** Bytes for all worker processes together; null: half of what there is. */
  readonly memoryBytes: number | null;
  /** Bytes of a GPU's own memory; null: half of what it is known to have, or little where that is not known. */
  readonly gpuMemoryBytes: number | null;
}

/** Not even one worker with a model fits into the memory that a run may take. */
export interface MemoryShortage {
  /** The machine's memory, or that of its GPU. */
  readonly of: 'machine' | 'gpu';
  /** The model, as a person reads it. */
  readonly model: string;
  readonly engine: EngineName;
  /** Bytes that one worker needs. */
  readonly needed: number;
  /** Bytes that it may have: by a person's limit, or all that the machine or its GPU has. */
  readonly allowed: number;
  readonly isLimit: boolean;
}

export const NO_RUN_LIMITS: RunLimits = { workers: null, memoryBytes: null, gpuMemoryBytes: null };

export const MAX_WORKERS = 256;
/** A worker with the smallest network takes more than half of that. */
export const MIN_RUN_MEMORY_BYTES = 500e6;
export const MAX_RUN_MEMORY_BYTES = 1e13;
export const MIN_GPU_MEMORY_BYTES = 100e6;
export const MAX_GPU_MEMORY_BYTES = 1e12;

/** What a person has set for this machine. The window keeps it beside its own state. */
export interface MachineSettings extends RunLimits {
  /** What computes the network. */
  readonly engine: EngineChoice;
  /** Thumbnails on disk, all together. */
  readonly thumbnailBytes: number;
  readonly appearance: 'system' | 'light' | 'dark';
}

export const DEFAULT_MACHINE_SETTINGS: MachineSettings = {
  ...NO_RUN_LIMITS,
  engine: 'auto',
  thumbnailBytes: 1e9,
  appearance: 'system',
};

export const MIN_THUMBNAIL_BYTES = 50e6;
export const MAX_THUMBNAIL_BYTES = 1e12;

/** How the window shows one library; it keeps that beside its own state. */
export interface LibraryView {
  readonly sort: SearchSort;
  /** Whether the charts are open. */
  readonly isCharted: boolean;
  /** Of the pictures in the grid. */
  readonly tileSize: TileSize;
}

/** The smallest first. */
export const TILE_SIZES = ['tiny', 'small', 'medium', 'large', 'huge'] as const;
export type TileSize = (typeof TILE_SIZES)[number];

export const FIRST_VIEW: LibraryView = { sort: BEST_FIRST, isCharted: false, tileSize: 'small' };

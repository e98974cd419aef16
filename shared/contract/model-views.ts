import type { Plan } from '../run.ts';
import type { CatalogSettings, MachineSettings } from '../settings.ts';

// What the window shows of models and settings.

export interface ModelsView {
  /** In the whole library. */
  readonly pictures: number;
  /** The chosen one first, then the other installed ones, then those of which only results are left. */
  readonly models: readonly ModelView[];
  readonly problems: readonly DamagedModelView[];
  /** Absolute: where a person's own models are looked for. */
  readonly folder: string;
}

/** A folder that looks like a model and cannot be used: the file and what is wrong with it. */
export interface DamagedModelView {
  readonly file: string;
  readonly reason: string;
  /** What it can be removed by; null: it is not a person's to remove. */
  readonly removableId: string | null;
}

export interface ModelView {
  /** Its row in the catalog; null: it never ran here. */
  readonly row: number | null;
  readonly id: string;
  /** What a person reads; the id where it is not installed. */
  readonly name: string;
  readonly digest: string;
  readonly variant: string;
  readonly classes: number;
  readonly isChosen: boolean;
  /** Pictures of the library that it has classified. */
  readonly done: number;
  /** That the catalog keeps of it. */
  readonly predictions: number;
  /** What a person said of its predictions. */
  readonly reviews: number;
  /** Null: it is not installed. */
  readonly installed: InstalledModelView | null;
}

export interface InstalledModelView {
  /** Side of the square that it looks at, in pixels. */
  readonly inputSize: number;
  /** Its own default threshold, 0…1. */
  readonly threshold: number;
  readonly licence: string;
  readonly source: string;
  readonly parameters: number;
  /** For one picture. */
  readonly multiplyAdds: number;
  /** Bytes of the weights file. */
  readonly weightBytes: number;
  /** A person's own, which can be removed: it did not come with the application. */
  readonly isOwn: boolean;
}

export interface SettingsView {
  readonly catalog: CatalogSettings;
  readonly machine: MachineSettings;
  readonly model: { readonly id: string; readonly name: string; readonly threshold: number };
  /** What the next run would take. */
  readonly run: {
    readonly engine: string;
    readonly plan: Plan;
    readonly memoryBytes: number;
    /** Of a GPU's memory; 0: it takes none. */
    readonly gpuBytes: number;
    /** Most that it may take of each; where it needs more, it would be refused. Null: no limit. */
    readonly allowedBytes: number;
    readonly allowedGpuBytes: number | null;
    /** Of the machine. */
    readonly cores: number;
    readonly machineBytes: number;
  };
  /** Bytes that thumbnails take on disk. */
  readonly thumbnailBytes: number;
  readonly catalogFile: { readonly path: string; readonly bytes: number };
}

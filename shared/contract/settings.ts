import { z } from 'zod';
import { ENGINE_CHOICES } from '../engine.ts';
import { parseExtensions } from '../picture.ts';
import { MAX_TOP_K } from '../prediction.ts';
import { SORT_KEYS, type SearchSort } from '../query/sort.ts';
import {
  FIRST_VIEW,
  MAX_GPU_MEMORY_BYTES,
  MAX_RUN_MEMORY_BYTES,
  MAX_THUMBNAIL_BYTES,
  MAX_WORKERS,
  MIN_GPU_MEMORY_BYTES,
  MIN_RUN_MEMORY_BYTES,
  MIN_THUMBNAIL_BYTES,
  TILE_SIZES,
  type CatalogSettings,
  type LibraryView,
  type MachineSettings,
} from '../settings.ts';

// Settings, checked: as the window sends them, and as they are read from a file that a person may have edited.

const MAX_EXTENSIONS = 200;

const extension = z
  .string()
  .max(50)
  // No comma, blank, dot or upper case: exactly what is kept.
  .refine((text) => parseExtensions(text)?.length === 1 && parseExtensions(text)?.[0] === text);

const machineFields = {
  engine: z.enum(ENGINE_CHOICES),
  gpuMemoryBytes: z.nullable(z.number().min(MIN_GPU_MEMORY_BYTES).max(MAX_GPU_MEMORY_BYTES)),
  workers: z.nullable(z.int().min(1).max(MAX_WORKERS)),
  memoryBytes: z.nullable(z.number().min(MIN_RUN_MEMORY_BYTES).max(MAX_RUN_MEMORY_BYTES)),
  thumbnailBytes: z.number().min(MIN_THUMBNAIL_BYTES).max(MAX_THUMBNAIL_BYTES),
  appearance: z.enum(['system', 'light', 'dark']),
};

export const machineSettings = z.strictObject({
  ...machineFields,
  // Files of before they were there lack these two.
  engine: machineFields.engine.default('auto'),
  gpuMemoryBytes: machineFields.gpuMemoryBytes.default(null),
}) satisfies z.ZodType<MachineSettings>;

// A change says nothing of the settings that it leaves: no default stands in for them, and none may be there as undefined.

export const catalogChange: z.ZodType<Partial<CatalogSettings>> = z.strictObject({
  k: z.int().min(1).max(MAX_TOP_K).exactOptional(),
  extensions: z.array(extension).min(1).max(MAX_EXTENSIONS).exactOptional(),
  threshold: z.nullable(z.number().min(0).max(1)).exactOptional(),
});

export const machineChange: z.ZodType<Partial<MachineSettings>> = z.strictObject({
  engine: machineFields.engine.exactOptional(),
  gpuMemoryBytes: machineFields.gpuMemoryBytes.exactOptional(),
  workers: machineFields.workers.exactOptional(),
  memoryBytes: machineFields.memoryBytes.exactOptional(),
  thumbnailBytes: machineFields.thumbnailBytes.exactOptional(),
  appearance: machineFields.appearance.exactOptional(),
});

export const searchSort: z.ZodType<SearchSort> = z.strictObject({
  by: z.enum(SORT_KEYS),
  direction: z.enum(['ascending', 'descending']),
});

export const libraryView = z.strictObject({
  sort: searchSort,
  isCharted: z.boolean(),
  // Files of before it could be chosen lack it.
  tileSize: z.enum(TILE_SIZES).default(FIRST_VIEW.tileSize),
}) satisfies z.ZodType<LibraryView>;

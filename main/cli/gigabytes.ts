import { InvalidArgumentError } from 'commander';
import {
  MAX_GPU_MEMORY_BYTES,
  MAX_RUN_MEMORY_BYTES,
  MIN_GPU_MEMORY_BYTES,
  MIN_RUN_MEMORY_BYTES,
} from '../../shared/settings.ts';
import { commandLineTexts as texts } from '../../shared/texts/command-line.ts';

// Options that are gigabytes, in bytes.

export function readMemory(value: string): number {
  const bytes = readGigabytes(value);
  if (!(bytes >= MIN_RUN_MEMORY_BYTES && bytes <= MAX_RUN_MEMORY_BYTES)) {
    throw new InvalidArgumentError(texts.wrongMemory(value));
  }
  return bytes;
}

export function readGpuMemory(value: string): number {
  const bytes = readGigabytes(value);
  if (!(bytes >= MIN_GPU_MEMORY_BYTES && bytes <= MAX_GPU_MEMORY_BYTES)) {
    throw new InvalidArgumentError(texts.wrongGpuMemory(value));
  }
  return bytes;
}

/** → bytes; NaN for anything else. */
function readGigabytes(value: string): number {
  return /^\d{1,6}(?:\.\d{1,3})?$/.test(value) ? Number(value) * 1e9 : Number.NaN;
}

import { accessSync, constants, readdirSync, readFileSync, statSync } from 'node:fs';
import os from 'node:os';

/** What is looked at to see what an engine could compute with: a test gives another machine's. */
export interface Surroundings {
  /** As Node names them. */
  readonly platform: string;
  readonly arch: string;
  /** Of the system; drivers change with it where nothing else tells. */
  readonly release: string;
  /** Its name, where it says one. */
  readonly processor: string | null;
  /** Of the machine, or what a container may use of it, in bytes. */
  readonly memoryBytes: number;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Names in a folder; none where it is not there or may not be read. */
  readonly list: (folder: string) => readonly string[];
  /** Null where it is not there or may not be read. */
  readonly read: (file: string) => string | null;
  /** Size and time of a change, which a file that is replaced does not keep; null where it is not there. */
  readonly stamp: (file: string) => string | null;
  /** Whether this account may read and write it, as those who compute with a device do. */
  readonly mayUse: (file: string) => boolean;
  /** Of the first NVIDIA card, in bytes; null where there is none, or nobody was asked. */
  readonly nvidiaMemoryBytes: number | null;
}

// Not in the oldest runtime that bundles run on.
const runtime: { readonly constrainedMemory?: () => number } = process;

/** Bytes of memory that programs may use here. */
export function machineMemory(): number {
  // A container may use less than the machine has; 0, or more than there is, means that it is not limited.
  const total = os.totalmem();
  const limit = runtime.constrainedMemory?.() ?? 0;
  return limit > 0 ? Math.min(limit, total) : total;
}

/** This machine. */
export function thisSurroundings(): Surroundings {
  return {
    platform: process.platform,
    arch: process.arch,
    release: os.release(),
    processor: os.cpus()[0]?.model.trim() ?? null,
    memoryBytes: machineMemory(),
    environment: process.env,
    list: (folder) => {
      try {
        return readdirSync(folder);
      } catch {
        return [];
      }
    },
    read: (file) => {
      try {
        return readFileSync(file, 'utf8');
      } catch {
        return null;
      }
    },
    stamp: (file) => {
      try {
        const { size, mtimeMs } = statSync(file);
        return `${size} ${Math.round(mtimeMs)}`;
      } catch {
        return null;
      }
    },
    mayUse: (file) => {
      try {
        accessSync(file, constants.R_OK | constants.W_OK);
        return true;
      } catch {
        return false;
      }
    },
    nvidiaMemoryBytes: null,
  };
}

import { readFileSync } from 'node:fs';
import { runCommandLine } from './command-line.ts';

/** Peaks of resident memory of a run's processes, in megabytes (10⁶ bytes). */
export interface MemoryFigure {
  readonly pictures: number;
  readonly host: number;
  readonly reader: number;
  /** The largest worker's. */
  readonly worker: number;
  /** Sum over all of the run's processes, each at its own peak. */
  readonly all: number;
}

type ProcessKind = 'host' | 'reader' | 'worker';

const POLL_MILLISECONDS = 100;

/** The peaks (VmHWM of /proc: Linux only) of `classify FOLDER`. */
export async function measureMemory(folder: string, pictures: number): Promise<MemoryFigure> {
  const peaks = watchPeaks();
  const run = await runCommandLine(folder, { watch: peaks.watch });
  const all = peaks.end();
  if (run.classified !== pictures) throw new Error(`${run.classified} of ${pictures} pictures were classified`);
  return {
    pictures,
    host: largest(all, 'host'),
    reader: largest(all, 'reader'),
    worker: largest(all, 'worker'),
    all: all.reduce((sum, peak) => sum + peak.megabytes, 0),
  };
}

/** A process's peak, in megabytes (10⁶ bytes). */
export interface Peak {
  readonly kind: ProcessKind;
  readonly megabytes: number;
}

/** Looks up the peaks of a command's processes ten times a second, from `watch` with its process id to `end`. */
export function watchPeaks(): { readonly watch: (pid: number) => void; readonly end: () => readonly Peak[] } {
  const peaks = new Map<number, Peak>();
  let timer: NodeJS.Timeout | undefined;
  return {
    watch: (pid) => {
      timer = setInterval(() => {
        for (const below of descendantsOf(pid)) {
          const kind = kindOf(below);
          const megabytes = peakOf(below);
          if (kind !== null && megabytes > 0) peaks.set(below, { kind, megabytes });
        }
      }, POLL_MILLISECONDS);
    },
    end: () => {
      clearInterval(timer);
      return [...peaks.values()];
    },
  };
}

/** 0 where there is none: not Linux, or no such process. */
export function largest(peaks: readonly Peak[], kind: ProcessKind): number {
  return Math.max(0, ...peaks.filter((peak) => peak.kind === kind).map(({ megabytes }) => megabytes));
}

function descendantsOf(pid: number): readonly number[] {
  const children = read(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number);
  return children.flatMap((child) => [child, ...descendantsOf(child)]);
}

/** Null for the starter, and for a process that is not yet, or no longer, what it is started as. */
function kindOf(pid: number): ProcessKind | null {
  const command = read(`/proc/${pid}/cmdline`);
  if (command.includes('worker.cjs')) return 'worker';
  if (command.includes('reader.cjs')) return 'reader';
  return command.includes('cli.cjs') ? 'host' : null;
}

/** Linux's VmHWM, in megabytes (10⁶ bytes); 0 where there is none. */
export function peakOf(pid: number): number {
  const kibibytes = /^VmHWM:\s+(\d+) kB/m.exec(read(`/proc/${pid}/status`))?.[1];
  return kibibytes === undefined ? 0 : Math.round((Number(kibibytes) * 1024) / 1e6);
}

/** '' where the process is gone. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { compileCandidates } from '../../main/run/candidates.ts';
import { classifyScopes, type RunResult } from '../../main/run/classify-scopes.ts';
import { createPauseSwitch, type RunPause } from '../../main/run/pause.ts';
import type { RunEvent } from '../../main/run/progress.ts';
import type { MemoryPorts } from './memory-ports.ts';

/** A folder of one test, and a run over it. */
export interface RunFolder {
  /** Absolute; root 1 of the run. */
  readonly root: string;
  /** Each file's content is its name. */
  addFiles(...names: readonly string[]): void;
  run(
    ports: MemoryPorts,
    options?: { readonly finish?: AbortSignal; readonly pause?: RunPause; readonly events?: RunEvent[] },
  ): Promise<RunResult>;
  remove(): void;
}

const candidates = compileCandidates({ extensions: ['jpg'], ignore: [] }, () => Promise.resolve(false));

export function makeRunFolder(): RunFolder {
  const folder = mkdtempSync(path.join(tmpdir(), 'run-'));
  const root = path.join(folder, 'root');
  mkdirSync(root);
  return {
    root,
    addFiles: (...names) => {
      for (const name of names) writeFileSync(path.join(root, name), name);
    },
    run: (ports, { finish = new AbortController().signal, pause = createPauseSwitch(), events = [] } = {}) => {
      const scopes = [{ root: 1, rootPath: root, part: { kind: 'folder', prefix: '' } }] as const;
      return classifyScopes({ scopes, candidates, finish, pause }, ports, (event) => {
        events.push(event);
        return Promise.resolve();
      });
    },
    remove: () => {
      rmSync(folder, { recursive: true });
    },
  };
}

/** Resolves when the condition holds; the event loop turns meanwhile. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

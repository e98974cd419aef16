import { execFileSync } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What the benchmark reads of a run's summary. */
export interface RunFigures {
  /** The run's own, from the opened model to the last row, loading of sessions included. */
  readonly seconds: number;
  readonly classified: number;
  readonly unchanged: number;
}

const program = path.join(import.meta.dirname, '..', '..', 'main', 'cli', 'start.js');

/** `classify FOLDER --json`, with a catalog in `scratch` that a second run of the same folder finds again. */
export function runCommandLine(folder: string, scratch: string): RunFigures {
  const name = path.basename(folder);
  const lines = path.join(scratch, `${name}.jsonl`);
  const handle = openSync(lines, 'w');
  execFileSync(
    process.execPath,
    [program, 'classify', folder, '--catalog', path.join(scratch, `${name}.sqlite`), '--json'],
    { stdio: ['ignore', handle, 'inherit'] },
  );
  closeSync(handle);
  const last = readFileSync(lines, 'utf8').trimEnd().split('\n').pop() ?? '';
  return (JSON.parse(last) as { summary: RunFigures }).summary;
}

import path from 'node:path';
import { readModelFolder } from '../../main/model/model-folder.ts';
import { runCommandLine } from './command-line.ts';
import { fillCatalog, makeFiles } from './fill-catalog.ts';
import { largest, watchPeaks } from './memory.ts';

export interface RescanFigure {
  readonly files: number;
  /** Files per second by the run's own seconds, from the opened model to the last row; results printed as JSON lines. */
  readonly rescanned: number;
  /** Files per second by the clock of whoever started the command: Node, catalog and model included. */
  readonly wholeCommand: number;
  /** Peak memory of the program that scans, and of its reader, 10⁶ bytes (Linux; 0 elsewhere). */
  readonly host: number;
  readonly reader: number;
}

const modelFolder = path.join(import.meta.dirname, '..', '..', 'assets', 'models', 'efficientnet-lite0');

/** `classify FOLDER --json` of a folder in which every file is in the catalog with its results and has not changed. */
export async function measureRescan(files: number, scratch: string): Promise<RescanFigure> {
  const read = await readModelFolder(modelFolder);
  if (!read.ok) throw new Error(read.problem.reason);
  const folder = path.join(scratch, 'unchanged');
  await fillCatalog(`${folder}.sqlite`, folder, makeFiles(folder, files), read.model);
  const peaks = watchPeaks();
  const run = await runCommandLine(folder, { watch: peaks.watch });
  const all = peaks.end();
  if (run.unchanged !== files) throw new Error(`${run.unchanged} of ${files} files were unchanged`);
  return {
    files,
    rescanned: files / run.seconds,
    wholeCommand: files / run.wallSeconds,
    host: largest(all, 'host'),
    reader: largest(all, 'reader'),
  };
}

import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { runCommandLine } from './command-line.ts';

const FILES_A_FOLDER = 1000;

export interface RescanFigure {
  readonly files: number;
  /** Files per second of the second run, predictions printed as JSON lines. */
  readonly rescanned: number;
  /** Files per second of the first run, in which all files but one are copies: read and digested, not decoded. */
  readonly reused: number;
}

/** A folder of copies of one picture, run over twice: the second time everything is unchanged. */
export function measureRescan(source: string, files: number, scratch: string): RescanFigure {
  const folder = path.join(scratch, 'copies');
  for (let at = 0; at < files; at++) {
    const below = path.join(folder, String(Math.floor(at / FILES_A_FOLDER)));
    if (at % FILES_A_FOLDER === 0) mkdirSync(below, { recursive: true });
    copyFileSync(source, path.join(below, `${at}${path.extname(source)}`));
  }
  const first = runCommandLine(folder, scratch);
  const second = runCommandLine(folder, scratch);
  if (second.unchanged !== files) throw new Error(`${second.unchanged} of ${files} files were unchanged`);
  return { files, rescanned: files / second.seconds, reused: files / first.seconds };
}

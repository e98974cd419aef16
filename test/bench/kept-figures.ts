import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { EnginesRow } from './engines.ts';
import type { RivalsFigure } from './rivals.ts';
import type { TensorflowFigure } from './tensorflow.ts';
import type { TensorflowVariantMemory } from './variant-memory.ts';

/** What parts of the benchmark keep for the documents, by their names. */
export interface KeptFigures {
  readonly engines: readonly EnginesRow[];
  readonly rivals: RivalsFigure;
  readonly tensorflow: readonly TensorflowFigure[];
  readonly 'tensorflow-variants': readonly TensorflowVariantMemory[];
}

export interface Kept<Name extends keyof KeptFigures> {
  /** ISO, a day. */
  readonly at: string;
  readonly machine: string;
  /** Whether nothing else ran meanwhile, as whoever measured says. */
  readonly isQuiet: boolean;
  readonly figures: KeptFigures[Name];
}

/** `AMD EPYC, 2 cores, 25.3 GB`. */
export function machineName(): string {
  const gigabytes = (os.totalmem() / 1e9).toFixed(1);
  return `${os.cpus()[0]?.model.trim() ?? 'unknown processor'}, ${os.availableParallelism()} cores, ${gigabytes} GB`;
}

/** Keeps them in a file of the sources, where `node test/docs/write.ts` finds them. */
export function keepFigures<Name extends keyof KeptFigures>(
  name: Name,
  figures: KeptFigures[Name],
  isQuiet: boolean,
): void {
  const kept: Kept<Name> = { at: new Date().toISOString().slice(0, 10), machine: machineName(), isQuiet, figures };
  mkdirSync(path.dirname(fileOf(name)), { recursive: true });
  writeFileSync(fileOf(name), `${JSON.stringify(kept, null, 2)}\n`);
}

export function keptFigures<Name extends keyof KeptFigures>(name: Name): Kept<Name> {
  return JSON.parse(readFileSync(fileOf(name), 'utf8')) as Kept<Name>;
}

function fileOf(name: string): string {
  return path.join(import.meta.dirname, 'figures', `${name}.json`);
}

import { readdirSync } from 'node:fs';
import path from 'node:path';
import { thrownMessage } from '../../shared/thrown.ts';
import type { Engine } from '../../main/engine/engine.ts';
import { packageDeviation, readPackageReference } from './package-reference.ts';
import { TOLERANCE } from './reference.ts';

/** Absolute paths of the JSON files in a folder, by name. */
export function referenceFiles(folder: string): string[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return names.sort().map((name) => path.join(folder, name));
}

/**
 * Compares this program with every reference file, one after the other, and prints a line for each, then the sum.
 *
 * @returns how many are not within the tolerance: over it, or not compared
 */
export async function compareFiles(
  files: readonly string[],
  engine: Engine,
  print: (line: string) => void,
): Promise<number> {
  const counts = { within: 0, over: 0, notCompared: 0 };
  for (const file of files) {
    const { outcome, result } = await compareFile(file, engine);
    counts[outcome] += 1;
    print(`${path.basename(file)}  ${result}`);
  }
  const { within, over, notCompared } = counts;
  const rest = notCompared === 0 ? '' : `, ${notCompared} not compared`;
  print(`${within} within ${toExponent(TOLERANCE)}, ${over} over${rest}`);
  return over + notCompared;
}

interface Compared {
  readonly outcome: 'within' | 'over' | 'notCompared';
  readonly result: string;
}

async function compareFile(file: string, engine: Engine): Promise<Compared> {
  try {
    const deviation = await packageDeviation(readPackageReference(file), engine);
    // Not `>`: of a network that gives NaN nothing is within.
    if (deviation <= TOLERANCE) return { outcome: 'within', result: toExponent(deviation) };
    return { outcome: 'over', result: `${toExponent(deviation)}  over` };
  } catch (error) {
    return { outcome: 'notCompared', result: `not compared: ${thrownMessage(error).replaceAll(/\s+/g, ' ')}` };
  }
}

/** `1e-3`, `8.1e-7`. */
function toExponent(value: number): string {
  return value.toExponential(1).replace('.0e', 'e');
}

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
 * Compares this program with every reference file, one after the other, and prints a line for each, then the sum. A file
 * that cannot be compared counts as one that is over.
 *
 * @returns how many are over
 */
export async function compareFiles(
  files: readonly string[],
  engine: Engine,
  print: (line: string) => void,
): Promise<number> {
  let over = 0;
  for (const file of files) {
    const { isWithin, result } = await compareFile(file, engine);
    if (!isWithin) over += 1;
    print(`${path.basename(file)}  ${result}`);
  }
  print(`${files.length - over} within ${toExponent(TOLERANCE)}, ${over} over`);
  return over;
}

async function compareFile(file: string, engine: Engine): Promise<{ readonly isWithin: boolean; result: string }> {
  try {
    const deviation = await packageDeviation(readPackageReference(file), engine);
    // Not `>`: of a network that gives NaN nothing is within.
    const isWithin = deviation <= TOLERANCE;
    return { isWithin, result: isWithin ? toExponent(deviation) : `${toExponent(deviation)}  over` };
  } catch (error) {
    return { isWithin: false, result: `not compared: ${thrownMessage(error).replaceAll(/\s+/g, ' ')}` };
  }
}

/** `1e-3`, `8.1e-7`. */
function toExponent(value: number): string {
  return value.toExponential(1).replace('.0e', 'e');
}

import { readFile } from 'node:fs/promises';

/**
 * WordNet's nouns that name no class and no group above one: name (normalized) → ids of the synsets that are the
 * fewest steps above it and have classes below. Empty for what is no noun either.
 */
export type UncoveredNouns = (name: string) => Promise<readonly string[]>;

/**
 * Looks names up in `ID.nouns.txt`: blocks of one name a line, each under `#SYNSET`. The file (1.5 MB) is read when
 * the first unknown name is asked for, and searched as the text it is: 2 ms, for something a person just typed.
 * Rejects where the file cannot be read.
 */
export function openUncoveredNouns(file: string): UncoveredNouns {
  let text: Promise<string> | null = null;
  return async (name) => {
    text ??= readFile(file, 'utf8');
    return blocksHolding(await text, name);
  };
}

function blocksHolding(text: string, name: string): string[] {
  const synsets: string[] = [];
  if (name.startsWith('#')) return synsets;
  const line = `\n${name}\n`;
  for (let at = text.indexOf(line); at !== -1; at = text.indexOf(line, at + 1)) {
    const heading = text.lastIndexOf('\n#', at) + 2;
    synsets.push(text.slice(heading, text.indexOf('\n', heading)));
  }
  return synsets;
}

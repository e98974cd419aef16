import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';

/** The pictures of a person, as they were laid down: the application only ever reads them and their folders. */
export interface Sources {
  /** Lays down a file and its folder, in place of one that is there. */
  write(file: string, bytes: Uint8Array | string): void;
  /** Gives a file another time, as its owner's other programs do. */
  touch(file: string, seconds: number): void;
  /** Moves a folder or a file as its owner does. */
  move(from: string, to: string): void;
  /** What has become of them otherwise, a line each. Empty: bytes and times are the same, and nothing is beside them. */
  changes(): readonly string[];
}

export function openSources(): Sources {
  const facts = new Map<string, string>();
  return {
    write: (file, bytes) => {
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, bytes);
      facts.set(file, factsOf(file));
    },
    touch: (file, seconds) => {
      utimesSync(file, seconds, seconds);
      facts.set(file, factsOf(file));
    },
    move: (from, to) => {
      renameSync(from, to);
      for (const [file, known] of [...facts]) {
        if (file !== from && !file.startsWith(from + path.sep)) continue;
        facts.delete(file);
        facts.set(to + file.slice(from.length), known);
      }
    },
    changes: () => {
      const changed = [...facts].flatMap(([file, known]) => {
        if (!existsSync(file)) return [`${file} is gone`];
        return factsOf(file) === known ? [] : [`${file} was changed`];
      });
      const folders = new Set([...facts.keys()].map((file) => path.dirname(file)).filter(existsSync));
      const beside = [...folders].flatMap((folder) =>
        readdirSync(folder, { withFileTypes: true })
          .filter((entry) => entry.isFile() && !facts.has(path.join(folder, entry.name)))
          .map((entry) => `${path.join(folder, entry.name)} was put beside them`),
      );
      return [...changed, ...beside];
    },
  };
}

function factsOf(file: string): string {
  const { mtimeNs, mode } = statSync(file, { bigint: true });
  return `${mtimeNs} ${mode} ${createHash('sha256').update(readFileSync(file)).digest('hex')}`;
}

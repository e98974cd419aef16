import { bytesOfPath } from '../../shared/file-path.ts';
import type { FilePath } from '../../shared/file-path.ts';
import type { Scope } from './catalog.ts';
import { rangeOf, rangesBelow } from './path-column.ts';
import type { PathRange } from './path-column.ts';

/** Where the scope's pictures lie in the order of paths. */
export function scopeRanges({ part }: Scope): readonly PathRange[] {
  if (part.kind === 'folder') return rangesBelow(part.prefix);
  return part.files.map(rangeOf);
}

export function scopeContains(scope: Scope, root: number, path: FilePath): boolean {
  if (scope.root !== root) return false;
  const { part } = scope;
  if (part.kind === 'files') return part.files.some((file) => isSamePath(file, path));
  const bytes = bytesOfPath(path);
  const prefix = bytesOfPath(part.prefix);
  return prefix.length === 0 || (bytes[prefix.length] === 0x2f && prefix.every((byte, at) => bytes[at] === byte));
}

function isSamePath(one: FilePath, other: FilePath): boolean {
  if (typeof one === 'string' || typeof other === 'string') return one === other;
  return one.length === other.length && one.every((byte, at) => other[at] === byte);
}

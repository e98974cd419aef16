import { bytesOfPath, pathFromBytes } from '../../shared/file-path.ts';
import type { FilePath } from '../../shared/file-path.ts';

// Absolute paths, as the system of this catalog writes them: `/a/b`, `C:\a\b`, `\\server\share\b`.

const SLASH = 0x2f;
const BACKSLASH = 0x5c;

/**
 * Where an absolute path lies inside an absolute folder: relative, separated by `/`; '' for the folder itself; null
 * where it lies outside. Compared byte by byte: a folder in another case or Unicode form is another folder.
 */
export function relativeInside(folder: FilePath, path: FilePath): FilePath | null {
  const isWindows = isWindowsPath(folder);
  const isSeparator = (byte: number | undefined): boolean => byte === SLASH || (isWindows && byte === BACKSLASH);
  const outer = withoutLast(bytesOfPath(folder), isSeparator);
  const inner = withoutLast(bytesOfPath(path), isSeparator);
  if (inner.length < outer.length) return null;
  for (let at = 0; at < outer.length; at += 1) {
    if (outer[at] !== inner[at] && !(isSeparator(outer[at]) && isSeparator(inner[at]))) return null;
  }
  if (inner.length === outer.length) return '';
  if (!isSeparator(inner[outer.length])) return null;
  const rest = inner.slice(outer.length + 1);
  return pathFromBytes(isWindows ? rest.map((byte) => (byte === BACKSLASH ? SLASH : byte)) : rest);
}

/** The folder that an absolute path lies in, and its last part. The folder of a part of `/` or `C:\` keeps its separator. */
export function splitAbsolute(path: FilePath): { readonly folder: FilePath; readonly name: FilePath } {
  const isWindows = isWindowsPath(path);
  const isSeparator = (byte: number | undefined): boolean => byte === SLASH || (isWindows && byte === BACKSLASH);
  const bytes = withoutLast(bytesOfPath(path), isSeparator);
  let separator = bytes.length - 1;
  while (separator >= 0 && !isSeparator(bytes[separator])) separator -= 1;
  const folder = bytes.subarray(0, Math.max(separator, 0));
  const isTop = folder.length === 0 || (isWindows && folder.length === 2);
  return {
    folder: pathFromBytes(isTop ? bytes.subarray(0, separator + 1) : folder),
    name: pathFromBytes(bytes.subarray(separator + 1)),
  };
}

function isWindowsPath(path: FilePath): boolean {
  return typeof path === 'string' && /^([A-Za-z]:[\\/]|\\\\)/.test(path);
}

function withoutLast(bytes: Uint8Array, isSeparator: (byte: number | undefined) => boolean): Uint8Array {
  return isSeparator(bytes[bytes.length - 1]) ? bytes.subarray(0, -1) : bytes;
}

/**
 * A path as the file system knows it: text where its bytes are valid UTF-8, else the bytes themselves. Inside a root,
 * paths are relative and separated by `/` on every platform; '' is the root itself.
 */
export type FilePath = string | Uint8Array;

// ignoreBOM keeps a leading U+FEFF, which is a legal first character of a file name.
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const utf8 = new TextEncoder();

/** Bytes from the file system as a path: text when they are valid UTF-8, a copy of the bytes otherwise. */
export function pathFromBytes(bytes: Uint8Array): FilePath {
  try {
    return strictUtf8.decode(bytes);
  } catch {
    return Uint8Array.from(bytes);
  }
}

/** The bytes of a path, as a POSIX file system stores them. */
export function bytesOfPath(path: FilePath): Uint8Array {
  return typeof path === 'string' ? utf8.encode(path) : path;
}

/** `folder/name`; an empty folder or an empty name leaves the other as it is. */
export function joinPath(folder: FilePath, name: FilePath): FilePath {
  if (folder.length === 0) return name;
  if (name.length === 0) return folder;
  if (typeof folder === 'string' && typeof name === 'string') {
    return folder.endsWith('/') ? folder + name : `${folder}/${name}`;
  }
  const head = bytesOfPath(folder);
  const tail = bytesOfPath(name);
  const slash = head[head.length - 1] === SLASH ? 0 : 1;
  const joined = new Uint8Array(head.length + slash + tail.length);
  joined.set(head);
  if (slash === 1) joined[head.length] = SLASH;
  joined.set(tail, head.length + slash);
  return pathFromBytes(joined);
}

/** What a person sees: text as it is; bytes that are not UTF-8 with U+FFFD for what cannot be shown. */
export function displayPath(path: FilePath): string {
  return typeof path === 'string' ? path : lenientUtf8.decode(path);
}

const SLASH = 0x2f;
const lenientUtf8 = new TextDecoder('utf-8', { ignoreBOM: true });

import path from 'node:path';

/**
 * The file below `folder` that a URL names; null where it names none, or one outside.
 *
 * @param folder absolute
 */
export function confinedPath(folder: string, url: string): string | null {
  const names = pathOf(url)?.split('/').slice(1);
  if (names === undefined) return null;
  // Each name stands for itself: no step up, no absolute path, no stream of a Windows file, no NUL.
  if (!names.every((name) => /^[\w-][\w.-]*$/.test(name))) return null;
  return path.join(folder, ...names);
}

function pathOf(url: string): string | null {
  try {
    return decodeURIComponent(new URL(url).pathname);
  } catch (error) {
    if (error instanceof TypeError || error instanceof URIError) return null;
    throw error;
  }
}

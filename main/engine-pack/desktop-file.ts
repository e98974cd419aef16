import path from 'node:path';

/** macOS's Finder, Windows's Explorer and KDE's Dolphin keep in a folder how they show it. */
const NAMES: ReadonlySet<string> = new Set(['.DS_Store', 'Thumbs.db', 'desktop.ini', '.directory']);

/** Whether a desktop leaves a file of this name in folders that a person looks at: no part of a pack, and nothing loads it. */
export function isDesktopFile(file: string): boolean {
  return NAMES.has(path.posix.basename(file));
}

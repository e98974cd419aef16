import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Folders and files that somebody names on the command line, or that the system opens the application with; absolute.
 * Switches name nothing. What is not there is left to the window to say where it is named whole, as a shell and a file
 * manager do: a person has mistyped it, or its disk is gone. Another word may be anything.
 *
 * @param args with the program first
 * @param application what Electron was started with in a checkout: no picture of anybody's
 */
export function givenPaths(args: readonly string[], workingFolder: string, application: string): readonly string[] {
  return args
    .slice(1)
    .filter((arg) => arg !== '' && !arg.startsWith('-'))
    .map(pathOf)
    .filter((arg) => isWhole(arg) || existsSync(path.resolve(workingFolder, arg)))
    .map((arg) => path.resolve(workingFolder, arg))
    .filter(
      (named) => named !== application && !named.startsWith(`${path.join(application, 'out', 'app')}${path.sep}`),
    );
}

/** On Windows what begins with a slash alone is more likely a switch of some program. */
function isWhole(arg: string): boolean {
  return path.isAbsolute(arg) && !arg.includes('\0') && (path.sep === '/' || path.parse(arg).root.length > 1);
}

/** What file managers of Linux open is named by its `file:` address. One that is no path here stays what it is. */
function pathOf(arg: string): string {
  if (!arg.toLowerCase().startsWith('file://')) return arg;
  try {
    return fileURLToPath(arg);
  } catch {
    return arg;
  }
}

import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Folders and files that somebody names on the command line, or that the system opens the application with; absolute.
 * Switches, and what is not there, name nothing.
 *
 * @param args with the program first
 * @param application what Electron was started with in a checkout: no picture of anybody's
 */
export function givenPaths(args: readonly string[], workingFolder: string, application: string): readonly string[] {
  return args
    .slice(1)
    .filter((arg) => arg !== '' && !arg.startsWith('-'))
    .map((arg) => path.resolve(workingFolder, pathOf(arg)))
    .filter((named) => named !== application && !named.startsWith(`${path.join(application, 'out', 'app')}${path.sep}`))
    .filter((named) => existsSync(named));
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

// `npm start`: opens the desktop application from a checkout. Plain JavaScript: it must run on the machine's own Node
// 20, install and build what is missing, and hand over to Electron.
import { handOver } from '../cli/hand-over.js';
import { ensureBuilt, ensureInstalled, root } from '../cli/install.js';
import { softwareVulkan } from '../cli/software-vulkan.js';
import { electronIn, findElectron } from './electron-program.js';

try {
  ensureInstalled();
  ensureBuilt();
  // `npm start` moves to the package's folder; the paths that a person wrote are meant from where they stand.
  handOver(electronProgram(), [root, ...process.argv.slice(2)], {
    cwd: process.env['INIT_CWD'] ?? process.cwd(),
    env: { ...process.env, ...softwareVulkan(process.env) },
  });
} catch (error) {
  console.error(`classifold: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

/** The variable is Electron's own. */
function electronProgram() {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const program = override === undefined ? findElectron() : electronIn(override);
  if (program !== null) return program;
  throw new Error(
    override === undefined
      ? 'Electron could not be downloaded: its releases are on GitHub, or where ELECTRON_MIRROR says.\n' +
          'Go online and run `npm start` again, or set ELECTRON_OVERRIDE_DIST_PATH to a folder with an Electron of your own.'
      : `ELECTRON_OVERRIDE_DIST_PATH names ${override}, which holds no Electron.`,
  );
}

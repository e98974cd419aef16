// Plain JavaScript for Node 20: the start scripts ask for it before anything is installed.
import os from 'node:os';
import path from 'node:path';

/** Variables by which a person chooses drivers, the stronger one first. */
export const VULKAN_VARIABLES = /** @type {const} */ (['VK_DRIVER_FILES', 'VK_ICD_FILENAMES']);

/**
 * Where the loader of Vulkan drivers looks for manifests on Linux (Vulkan-Loader, LoaderDriverInterface.md).
 * @param {NodeJS.ProcessEnv} environment
 */
export function vulkanDriverFolders(environment) {
  /** @param {string} name @param {string} otherwise */
  const listed = (name, otherwise) => (environment[name] || otherwise).split(':').filter((folder) => folder !== '');
  const home = os.homedir();
  const places = [
    ...[environment['XDG_CONFIG_HOME'] || path.join(home, '.config'), ...listed('XDG_CONFIG_DIRS', '/etc/xdg')],
    ...['/usr/local/etc', '/etc', environment['XDG_DATA_HOME'] || path.join(home, '.local', 'share')],
    ...listed('XDG_DATA_DIRS', '/usr/local/share:/usr/share'),
  ];
  return places.map((place) => path.join(place, 'vulkan', 'icd.d'));
}

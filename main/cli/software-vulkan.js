// Plain JavaScript for Node 20: where `npm run provision` puts things, and the software Vulkan among them.
import { existsSync, readdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { VULKAN_VARIABLES, vulkanDriverFolders } from '../engine/vulkan-drivers.js';

/**
 * Where what the tests need lies, outside the checkout, so that every checkout has it: `CLASSIFOLD_TEST_RUNTIME`, else a
 * folder of its own in the user's cache folder. It need not exist yet.
 */
export function runtimeFolder() {
  const chosen = process.env['CLASSIFOLD_TEST_RUNTIME'];
  if (chosen !== undefined && chosen !== '') return path.resolve(chosen);
  const cacheHome = process.env['XDG_CACHE_HOME'];
  const caches = cacheHome !== undefined && cacheHome !== '' ? cacheHome : path.join(os.homedir(), '.cache');
  return path.join(caches, 'classifold-test-runtime');
}

/** Holds SwiftShader, a Vulkan driver that computes on the CPU, its manifest, and the loader of Vulkan drivers. */
export function swiftshaderFolder() {
  return path.join(runtimeFolder(), 'swiftshader');
}

/** Name of the driver's manifest in that folder. */
export const SWIFTSHADER_MANIFEST = 'vk_swiftshader_icd.json';

/**
 * What a program that is started from a checkout needs in its environment to find the software Vulkan; nothing where it was
 * not provisioned, where a person chose a driver, or where this machine has one.
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Record<string, string>}
 */
export function softwareVulkan(environment) {
  const folder = swiftshaderFolder();
  const manifest = path.join(folder, SWIFTSHADER_MANIFEST);
  const isChosen = VULKAN_VARIABLES.some((name) => (environment[name] ?? '') !== '');
  if (process.platform !== 'linux' || isChosen || !existsSync(manifest)) return {};
  if (vulkanDriverFolders(environment).some(hasManifest)) return {};
  const libraries = [folder, environment['LD_LIBRARY_PATH'] ?? ''].filter((part) => part !== '').join(':');
  return { VK_ICD_FILENAMES: manifest, LD_LIBRARY_PATH: libraries };
}

/** @param {string} folder */
function hasManifest(folder) {
  try {
    return readdirSync(folder).some((name) => name.endsWith('.json'));
  } catch {
    return false;
  }
}

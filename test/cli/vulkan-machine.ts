import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SWIFTSHADER_MANIFEST } from '../../main/cli/software-vulkan.js';

/** The loader of drivers looks here, whatever a test's variables say. */
const FIXED_PLACES = ['/etc', '/usr/local/etc'];

/** Whether a test can have a machine without a driver: one of this machine's own cannot be hidden. */
export const canLackVulkan =
  process.platform === 'linux' && !FIXED_PLACES.some((place) => existsSync(path.join(place, 'vulkan', 'icd.d')));

/** What a program finds of Vulkan drivers that has this environment; its folder goes with the test. */
export interface VulkanMachine {
  readonly environment: Readonly<Record<string, string>>;
  /** Where `npm run provision` would put SwiftShader. */
  readonly swiftshader: string;
  /** Lays down SwiftShader's manifest; answers its path. */
  provision(): string;
  /** Gives it the driver of a graphics processor. */
  addDriver(): void;
  path(...parts: readonly string[]): string;
  remove(): void;
}

/** A machine with no driver, and nothing provisioned. */
export function openVulkanMachine(): VulkanMachine {
  const folder = mkdtempSync(path.join(tmpdir(), 'classifold-vulkan-'));
  const runtime = path.join(folder, 'runtime');
  const config = path.join(folder, 'config');
  const data = path.join(folder, 'data');
  const swiftshader = path.join(runtime, 'swiftshader');
  const put = (file: string): string => {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, '{}');
    return file;
  };
  return {
    environment: {
      CLASSIFOLD_TEST_RUNTIME: runtime,
      XDG_CONFIG_HOME: config,
      XDG_CONFIG_DIRS: config,
      XDG_DATA_HOME: data,
      XDG_DATA_DIRS: data,
    },
    swiftshader,
    provision: () => put(path.join(swiftshader, SWIFTSHADER_MANIFEST)),
    addDriver: () => {
      put(path.join(data, 'vulkan', 'icd.d', 'radeon_icd.json'));
    },
    path: (...parts) => path.join(folder, ...parts),
    remove: () => {
      rmSync(folder, { recursive: true });
    },
  };
}

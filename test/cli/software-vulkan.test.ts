import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { softwareVulkan, SWIFTSHADER_MANIFEST, swiftshaderFolder } from '../../main/cli/software-vulkan.js';

let folder: string;
let environment: Record<string, string>;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'classifold-vulkan-'));
  vi.stubEnv('CLASSIFOLD_TEST_RUNTIME', path.join(folder, 'runtime'));
  const [config, data] = [path.join(folder, 'config'), path.join(folder, 'data')];
  environment = { XDG_CONFIG_HOME: config, XDG_CONFIG_DIRS: config, XDG_DATA_HOME: data, XDG_DATA_DIRS: data };
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

function put(...parts: readonly string[]): string {
  const file = path.join(...parts);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, '{}');
  return file;
}

const SYSTEM = ['/etc', '/usr/local/etc', '/usr/share', '/usr/local/share'];
const systemHasDrivers = SYSTEM.some((place) => existsSync(path.join(place, 'vulkan', 'icd.d')));

describe.skipIf(process.platform !== 'linux' || systemHasDrivers)('the software Vulkan', () => {
  it('is nothing to a program before it is provisioned', () => {
    expect(softwareVulkan(environment)).toEqual({});
  });

  it('is found by a program once it is, before the libraries that a person named', () => {
    const manifest = put(swiftshaderFolder(), SWIFTSHADER_MANIFEST);
    expect(softwareVulkan(environment)).toEqual({
      VK_ICD_FILENAMES: manifest,
      LD_LIBRARY_PATH: swiftshaderFolder(),
    });
    expect(softwareVulkan({ ...environment, LD_LIBRARY_PATH: '/mine' })).toMatchObject({
      LD_LIBRARY_PATH: `${swiftshaderFolder()}:/mine`,
    });
  });

  it('leaves a driver alone that a person chose, or that the machine has', () => {
    put(swiftshaderFolder(), SWIFTSHADER_MANIFEST);
    expect(softwareVulkan({ ...environment, VK_ICD_FILENAMES: '/mine.json' })).toEqual({});
    expect(softwareVulkan({ ...environment, VK_DRIVER_FILES: '/mine.json' })).toEqual({});
    put(folder, 'data', 'vulkan', 'icd.d', 'radeon_icd.json');
    expect(softwareVulkan(environment)).toEqual({});
  });
});

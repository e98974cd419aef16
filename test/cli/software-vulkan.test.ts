import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { softwareVulkan, swiftshaderFolder } from '../../main/cli/software-vulkan.js';
import { canLackVulkan, openVulkanMachine, type VulkanMachine } from './vulkan-machine.ts';

let machine: VulkanMachine;
let environment: VulkanMachine['environment'];
beforeEach(() => {
  machine = openVulkanMachine();
  ({ environment } = machine);
  vi.stubEnv('CLASSIFOLD_TEST_RUNTIME', environment['CLASSIFOLD_TEST_RUNTIME']);
});
afterEach(() => {
  vi.unstubAllEnvs();
  machine.remove();
});

describe.skipIf(!canLackVulkan)('the software Vulkan', () => {
  it('is nothing to a program before it is provisioned', () => {
    expect(softwareVulkan(environment)).toEqual({});
  });

  it('is found by a program once it is, before the libraries that a person named', () => {
    const manifest = machine.provision();
    expect(softwareVulkan(environment)).toEqual({
      VK_ICD_FILENAMES: manifest,
      LD_LIBRARY_PATH: swiftshaderFolder(),
    });
    expect(softwareVulkan({ ...environment, LD_LIBRARY_PATH: '/mine' })).toMatchObject({
      LD_LIBRARY_PATH: `${swiftshaderFolder()}:/mine`,
    });
  });

  it('leaves a driver alone that a person chose, or that the machine has', () => {
    machine.provision();
    expect(softwareVulkan({ ...environment, VK_ICD_FILENAMES: '/mine.json' })).toEqual({});
    expect(softwareVulkan({ ...environment, VK_DRIVER_FILES: '/mine.json' })).toEqual({});
    machine.addDriver();
    expect(softwareVulkan(environment)).toEqual({});
  });
});

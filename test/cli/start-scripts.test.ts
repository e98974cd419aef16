import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { VULKAN_VARIABLES } from '../../main/engine/vulkan-drivers.js';
import { projectRoot } from './classifold.ts';
import { canLackVulkan, openVulkanMachine, type VulkanMachine } from './vulkan-machine.ts';

const run = promisify(execFile);

const WINDOW = path.join('main', 'app', 'start.js');
const COMMAND_LINE = path.join('main', 'cli', 'start.js');
/** In place of what is started. */
const TELLS_ENVIRONMENT = 'console.log(JSON.stringify(process.env));';

let machine: VulkanMachine;
beforeEach(() => {
  machine = openVulkanMachine();
  mkdirSync(machine.path('electron'));
  const program = `#!/usr/bin/env node\n${TELLS_ENVIRONMENT}\n`;
  writeFileSync(machine.path('electron', 'electron'), program, { mode: 0o755 });
});
afterEach(() => {
  machine.remove();
});

/** Runs a start script; of the environment that its program was given, all that leads to a Vulkan driver. */
async function startedWith(root: string, script: string): Promise<Readonly<Record<string, string>>> {
  const env = {
    ...machine.environment,
    PATH: [path.dirname(process.execPath), process.env['PATH']].join(path.delimiter),
    ELECTRON_OVERRIDE_DIST_PATH: machine.path('electron'),
  };
  const { stdout } = await run(process.execPath, [path.join(root, script)], { env });
  const given = JSON.parse(stdout) as Readonly<Record<string, string>>;
  const names = new Set<string>([...VULKAN_VARIABLES, 'LD_LIBRARY_PATH']);
  return Object.fromEntries(Object.entries(given).filter(([name]) => names.has(name)));
}

/** The scripts as somebody has them who installed the package: no lock file, no configuration of a build. */
function installedPackage(): string {
  const root = machine.path('package');
  for (const room of ['app', 'cli', 'engine']) {
    const [from, to] = [path.join(projectRoot, 'main', room), path.join(root, 'main', room)];
    mkdirSync(to, { recursive: true });
    for (const name of readdirSync(from).filter((file) => file.endsWith('.js')))
      copyFileSync(path.join(from, name), path.join(to, name));
  }
  copyFileSync(path.join(projectRoot, 'package.json'), path.join(root, 'package.json'));
  mkdirSync(path.join(root, 'out', 'program'), { recursive: true });
  writeFileSync(path.join(root, 'out', 'program', 'cli.cjs'), TELLS_ENVIRONMENT);
  return root;
}

describe.skipIf(!canLackVulkan)('the start script of the window, in a checkout', () => {
  it('leads Electron to the software Vulkan that was provisioned', async () => {
    const manifest = machine.provision();
    expect(await startedWith(projectRoot, WINDOW)).toEqual({
      VK_ICD_FILENAMES: manifest,
      LD_LIBRARY_PATH: machine.swiftshader,
    });
  });

  it('leads it nowhere beside another driver, or before one was provisioned', async () => {
    expect(await startedWith(projectRoot, WINDOW)).toEqual({});
    machine.provision();
    machine.addDriver();
    expect(await startedWith(projectRoot, WINDOW)).toEqual({});
  });
});

describe.skipIf(!canLackVulkan)('the start scripts of a package that somebody installed', () => {
  it('lead the command line to no software Vulkan, though it was provisioned', async () => {
    machine.provision();
    expect(await startedWith(installedPackage(), COMMAND_LINE)).toEqual({});
  });

  it('start no window at all', async () => {
    machine.provision();
    await expect(startedWith(installedPackage(), WINDOW)).rejects.toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('package-lock.json') as string,
    });
  });
});

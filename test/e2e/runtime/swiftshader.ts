import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { SWIFTSHADER_MANIFEST, swiftshaderFolder } from '../../../main/cli/software-vulkan.js';
import type { CommandEnd } from './command.ts';
import { electronFolder } from './place.ts';

// The manifest names the driver as a file beside it. Without the loader, WebGPU finds no Vulkan at all.
const FILES = [SWIFTSHADER_MANIFEST, 'libvk_swiftshader.so', 'libvulkan.so.1'];

/** Links the software Vulkan that Electron brings, and nothing else of its libraries, into a folder of its own. */
export function ensureSwiftshader(): Promise<CommandEnd> {
  const folder = swiftshaderFolder();
  mkdirSync(folder, { recursive: true });
  for (const file of FILES) {
    const link = path.join(folder, file);
    rmSync(link, { force: true });
    symlinkSync(path.join(electronFolder(), file), link);
  }
  return Promise.resolve({ ok: true, output: '' });
}

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { runtimeFolder, SWIFTSHADER_MANIFEST, swiftshaderFolder } from '../../../main/cli/software-vulkan.js';

// Where the Electron runtime of the end-to-end tests lies: outside the checkout, so that every checkout has it.

export { runtimeFolder };

/** The Electron that was really run; package.json names the one that users get. */
export const ELECTRON_VERSION = '22.3.25';

const modules = path.resolve(import.meta.dirname, '../../../node_modules');

/** TensorFlow's own library, built for processors only or with kernels for CUDA, and the package that speaks to it. */
export const TENSORFLOW_BUILDS = {
  cpu: { package: '@tensorflow/tfjs-node' },
  cuda: { package: '@tensorflow/tfjs-node-gpu' },
} as const;

export type TensorflowBuild = keyof typeof TENSORFLOW_BUILDS;

/** The library that is downloaded. */
export const TENSORFLOW_VERSION = '2.21.0';

/** Where tfjs-node looks for its binding, in a package of its name or in a folder laid out like one. */
export const TENSORFLOW_BINDING = path.join('lib', 'napi-v8', 'tfjs_binding.node');

/** The unpacked Electron; `resources/app` in it is the loader. */
export function electronFolder(): string {
  return path.join(runtimeFolder(), `electron-${ELECTRON_VERSION}`);
}

/** Named `electron`, so that `app.isPackaged` is false, as it is for a developer. */
export function electronProgram(): string {
  return path.join(electronFolder(), 'electron');
}

/** The SQLite binding that loads in this Electron. The loader finds it by the same rule (`loader/sqlite-binding.ts`). */
export function sqliteBinding(): string {
  return path.join(runtimeFolder(), `better-sqlite3-${versionOf('better-sqlite3')}`, 'better_sqlite3.node');
}

/** The package of this checkout that loads a build of TensorFlow. */
export function tensorflowPackage(build: TensorflowBuild): string {
  return path.join(modules, TENSORFLOW_BUILDS[build].package);
}

/** What was built for a checkout's version of that package: the binding, and the library below `deps/lib`. */
export function tensorflowFolder(build: TensorflowBuild): string {
  const version = versionOf(TENSORFLOW_BUILDS[build].package);
  return path.join(runtimeFolder(), `tensorflow-${TENSORFLOW_VERSION}-${build}-tfjs-${version}`);
}

/** Whether the package of a build finds a binding, ours or another; not whether that loads. */
export function isTensorflowHere(build: TensorflowBuild = 'cpu'): boolean {
  return existsSync(path.join(tensorflowPackage(build), TENSORFLOW_BINDING));
}

function versionOf(packageName: string): string {
  const file = path.join(modules, packageName, 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }).version;
}

/** There while everything that the end-to-end tests need is. */
export function readyStamp(): string {
  return path.join(runtimeFolder(), 'ready');
}

/** Whether `npm run provision` has succeeded here. */
export function isProvisioned(): boolean {
  return existsSync(readyStamp()) && existsSync(electronProgram()) && existsSync(sqliteBinding());
}

/** Whether WebGPU has a device here, if only one that computes on the CPU. */
export function isSoftwareVulkanHere(): boolean {
  return isProvisioned() && existsSync(path.join(swiftshaderFolder(), SWIFTSHADER_MANIFEST));
}

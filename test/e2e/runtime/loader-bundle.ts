import { build } from 'esbuild';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { CommandEnd } from './command.ts';
import { electronFolder } from './place.ts';

const ENTRY_POINTS = {
  /** Electron's entry: starts the application that the command line names. */
  main: 'loader/main.ts',
  /** Before the application's preload script, in every page. */
  preload: 'loader/preload.ts',
  /** In place of the program of every utility process, which it starts. */
  child: 'loader/child.ts',
};

/** What a test package (`test-package.ts`) has of the loader. */
const PACKAGED_ENTRY_POINTS = { main: 'loader/packaged.ts', preload: 'loader/preload.ts', child: 'loader/child.ts' };

/** Puts the loader where this Electron looks for its application. Written only where it differs: it may be in use. */
export async function ensureLoader(): Promise<CommandEnd> {
  const folder = path.join(electronFolder(), 'resources', 'app');
  await bundleLoader(ENTRY_POINTS, folder);
  const manifest = JSON.stringify({ name: 'classifold-test-runtime', main: 'main.cjs' });
  putFile(path.join(folder, 'package.json'), Buffer.from(manifest));
  return { ok: true, output: '' };
}

/** Puts the loader of a test package into a folder: its entry is `main.cjs`. */
export async function bundlePackagedLoader(folder: string): Promise<void> {
  await bundleLoader(PACKAGED_ENTRY_POINTS, folder);
}

async function bundleLoader(entryPoints: Readonly<Record<string, string>>, folder: string): Promise<void> {
  const { outputFiles } = await build({
    absWorkingDir: import.meta.dirname,
    entryPoints,
    outdir: folder,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node16',
    external: ['electron'],
    logLevel: 'warning',
    write: false,
  });
  mkdirSync(folder, { recursive: true });
  for (const { path: file, contents } of outputFiles) putFile(file, Buffer.from(contents));
}

function putFile(file: string, contents: Buffer): void {
  if (existsSync(file) && readFileSync(file).equals(contents)) return;
  const aside = `${file}.${process.pid}`;
  writeFileSync(aside, contents);
  renameSync(aside, file);
}

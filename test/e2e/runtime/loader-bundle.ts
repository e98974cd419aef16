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
  /** Before the program of every utility process. */
  child: 'loader/child.ts',
};

/** Puts the loader where this Electron looks for its application. Written only where it differs: it may be in use. */
export async function ensureLoader(): Promise<CommandEnd> {
  const folder = path.join(electronFolder(), 'resources', 'app');
  const { outputFiles } = await build({
    absWorkingDir: import.meta.dirname,
    entryPoints: ENTRY_POINTS,
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
  const manifest = JSON.stringify({ name: 'classifold-test-runtime', main: 'main.cjs' });
  putFile(path.join(folder, 'package.json'), Buffer.from(manifest));
  for (const { path: file, contents } of outputFiles) putFile(file, Buffer.from(contents));
  return { ok: true, output: '' };
}

function putFile(file: string, contents: Buffer): void {
  if (existsSync(file) && readFileSync(file).equals(contents)) return;
  const aside = `${file}.${process.pid}`;
  writeFileSync(aside, contents);
  renameSync(aside, file);
}

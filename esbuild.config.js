// Bundles the programs that run as processes of their own into out/program. CommonJS for Node 16: the same files ship
// in the desktop application and run on the oldest Electron that it is tested with. Native packages and those that
// find their own files at run time stay outside the bundle.
import { build } from 'esbuild';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** @type {import('esbuild').BuildOptions & { write: false }} */
const options = {
  absWorkingDir: import.meta.dirname,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node16',
  outExtension: { '.js': '.cjs' },
  sourcemap: true,
  logLevel: 'warning',
  // `import.meta.dirname` is what the sources say; a CommonJS bundle knows the same thing as `__dirname`.
  define: { 'import.meta.dirname': '__dirname' },
  external: ['@napi-rs/image', 'better-sqlite3', 'onnxruntime-node', 'sharp', 'libheif-js'],
  write: false,
};

/**
 * Bundles each entry point into `outdir`, written aside and renamed: a program that is running may start a worker
 * from there at any moment.
 * @param {Record<string, string>} entryPoints @param {string} outdir
 */
export async function bundle(entryPoints, outdir) {
  const { outputFiles } = await build({ ...options, entryPoints, outdir });
  for (const file of outputFiles) {
    mkdirSync(path.dirname(file.path), { recursive: true });
    const aside = `${file.path}.${process.pid}`;
    writeFileSync(aside, file.contents);
    renameSync(aside, file.path);
  }
}

if (process.argv[1] === import.meta.filename) {
  const startedAt = new Date();
  const programs = {
    cli: 'main/cli/main.ts',
    reader: 'main/catalog/reader-program.ts',
    worker: 'main/worker/main.ts',
  };
  await bundle(programs, 'out/program');
  const stamp = path.join(import.meta.dirname, 'out', 'program', 'built');
  writeFileSync(stamp, startedAt.toISOString());
}

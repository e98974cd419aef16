// Bundles the programs that run as processes of their own into out/program, and the window's page into
// out/app/renderer. Programs are CommonJS for Node 16: the same files ship
// in the desktop application and run on the oldest Electron that it is tested with. Native packages and those that
// find their own files at run time stay outside the bundle.
import { build } from 'esbuild';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Entry points of the programs in out/program, and of what they load when they need it. */
const PROGRAMS = {
  charts: 'main/export/chart-svg.ts',
  cli: 'main/cli/main.ts',
  reader: 'main/catalog/reader-program.ts',
  thumbnailer: 'main/thumbnail/program.ts',
  worker: 'main/worker/main.ts',
  writer: 'main/catalog/writer-program.ts',
};

const APPLICATION = { main: 'main/app/main.ts', preload: 'main/preload/preload.ts' };

/**
 * The library that draws is as large as all the rest of a program: it is a file of its own, loaded by what draws.
 * @type {import('esbuild').Plugin}
 */
const chartsApart = {
  name: 'charts apart',
  setup({ onResolve, initialOptions }) {
    const charts = initialOptions.outdir === 'out/app' ? '../program/charts.cjs' : './charts.cjs';
    onResolve({ filter: /\/chart-svg\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: charts, external: true } : undefined,
    );
  },
};

/** @satisfies {import('esbuild').BuildOptions & { write: false }} */
const programOptions = {
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
  // An `import()` becomes a `require`: what loads modules for it looks into no archive, where a packaged application is.
  supported: { 'dynamic-import': false },
  plugins: [chartsApart],
  external: [
    '@napi-rs/image',
    '@tensorflow/tfjs-node',
    '@tensorflow/tfjs-node-gpu',
    'better-sqlite3',
    'electron',
    'onnxruntime-node',
    'sharp',
    'libheif-js',
  ],
  write: false,
};

/**
 * The same for the window: what draws is a script of its own beside the page's, which does not wait for it.
 * @type {import('esbuild').Plugin}
 */
const drawingApart = {
  name: 'drawing apart',
  setup({ onResolve }) {
    onResolve({ filter: /\/draw\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './charts.js', external: true } : undefined,
    );
  },
};

/** @satisfies {import('esbuild').BuildOptions & { write: false }} */
const windowOptions = {
  absWorkingDir: import.meta.dirname,
  bundle: true,
  platform: 'browser',
  format: 'iife',
  target: 'chrome108',
  jsx: 'automatic',
  minify: true,
  define: { 'process.env.NODE_ENV': '"production"' },
  logLevel: 'warning',
  plugins: [drawingApart],
  entryPoints: { main: 'renderer/main.tsx' },
  write: false,
};

/**
 * A module: the page's script loads it by `import()`.
 * @satisfies {import('esbuild').BuildOptions & { write: false }}
 */
const drawingOptions = { ...windowOptions, format: 'esm', entryPoints: { charts: 'renderer/compare/draw.ts' } };

/**
 * Bundles each entry point into `outdir`, written aside and renamed: a program that is running may start a worker
 * from there at any moment.
 * @param {Record<string, string>} entryPoints @param {string} outdir
 */
export async function bundle(entryPoints, outdir) {
  const { outputFiles } = await build({ ...programOptions, entryPoints, outdir });
  for (const { path: file, contents } of outputFiles) write(file, contents);
}

/** Bundles the page of the window, for the browser of the oldest Electron. @param {string} outdir */
export async function bundleWindow(outdir) {
  const built = await Promise.all([build({ ...windowOptions, outdir }), build({ ...drawingOptions, outdir })]);
  for (const { path: file, contents } of built.flatMap(({ outputFiles }) => outputFiles)) write(file, contents);
  const page = path.join(import.meta.dirname, 'renderer', 'index.html');
  write(path.resolve(import.meta.dirname, outdir, 'index.html'), readFileSync(page));
}

/** Every file that a bundle holds something of: from the checkout's folder, or absolute. Nothing is written. */
export async function bundledFiles() {
  const built = await Promise.all([
    build({ ...programOptions, entryPoints: { ...PROGRAMS, ...APPLICATION }, outdir: 'out', metafile: true }),
    build({ ...windowOptions, outdir: 'out', metafile: true }),
    build({ ...drawingOptions, outdir: 'out', metafile: true }),
  ]);
  const outputs = built.flatMap(({ metafile }) => Object.values(metafile.outputs));
  const inputs = outputs.flatMap(({ inputs: held }) => Object.entries(held));
  return [...new Set(inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([file]) => file))];
}

/** @param {string} file @param {Uint8Array} contents */
function write(file, contents) {
  mkdirSync(path.dirname(file), { recursive: true });
  const aside = `${file}.${process.pid}`;
  writeFileSync(aside, contents);
  renameSync(aside, file);
}

if (process.argv[1] === import.meta.filename) {
  const startedAt = new Date();
  await bundle(PROGRAMS, 'out/program');
  await bundle(APPLICATION, 'out/app');
  await bundleWindow('out/app/renderer');
  const stamp = path.join(import.meta.dirname, 'out', 'program', 'built');
  writeFileSync(stamp, startedAt.toISOString());
}

// Bundles the programs that run as processes of their own into out/. CommonJS for Node 16: the same files ship in the
// desktop application and run on the oldest Electron that it is tested with. Native packages and those that find
// their own files at run time stay outside the bundle.
import { build } from 'esbuild';
import { rmSync } from 'node:fs';

const root = import.meta.dirname;

rmSync(`${root}/out/program`, { recursive: true, force: true });
await build({
  absWorkingDir: root,
  entryPoints: {
    cli: 'main/cli/main.ts',
    worker: 'main/worker/main.ts',
  },
  outdir: 'out/program',
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node16',
  sourcemap: true,
  logLevel: 'warning',
  // `import.meta.dirname` is what the sources say; a CommonJS bundle knows the same thing as `__dirname`.
  define: { 'import.meta.dirname': '__dirname' },
  external: ['better-sqlite3', 'onnxruntime-node', 'sharp', 'libheif-js'],
});

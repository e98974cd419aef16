import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Files of a pack for tests: small, and nothing that runs. */
export const FILES: Readonly<Record<string, string>> = {
  'node_modules/@tensorflow/tfjs-node/package.json': '{"name":"@tensorflow/tfjs-node"}',
  'node_modules/@tensorflow/tfjs-node/deps/lib/libtensorflow.so.2': 'native '.repeat(20_000),
  'node_modules/long/index.js': 'exports.long = true;',
};

export function sha256(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A `pack.json` over files, for this machine, with fields replaced. */
export function manifestOf(files: Readonly<Record<string, string>>, fields: Readonly<Record<string, unknown>> = {}) {
  return JSON.stringify({
    format: 1,
    engine: 'tensorflow',
    package: '@tensorflow/tfjs-node',
    version: '4.22.0',
    library: '2.21.0',
    platform: process.platform,
    arch: process.arch,
    nodeApi: 8,
    device: 'cpu',
    files: Object.entries(files).map(([name, content]) => ({
      path: name,
      bytes: Buffer.byteLength(content),
      sha256: sha256(content),
    })),
    ...fields,
  });
}

/** A folder that goes with the test. */
export function openPackBench() {
  const folder = mkdtempSync(path.join(tmpdir(), 'classifold-pack-'));
  return {
    path: (...parts: readonly string[]) => path.join(folder, ...parts),
    /** Lays a pack down as a folder. */
    folder: (name: string, files: Readonly<Record<string, string>>, manifest = manifestOf(files)) => {
      const root = path.join(folder, name);
      for (const [file, content] of Object.entries({ ...files, 'pack.json': manifest })) {
        mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
        writeFileSync(path.join(root, file), content);
      }
      return root;
    },
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

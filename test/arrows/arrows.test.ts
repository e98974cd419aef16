import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { checkArrows, ruleNames } from './check-arrows.ts';

const root = path.resolve(import.meta.dirname, '..', '..');

/** One tree a rule that breaks it: importing file → what it imports (which is made too, where it is of the project). */
const FIXTURES: Readonly<Record<string, readonly [from: string, imports: string]>> = {
  'arrows-of-efficientnet': ['main/efficientnet/stage-table.ts', 'main/graph/onnx.ts'],
  'arrows-of-graph': ['main/graph/onnx.ts', 'main/engine/engine.ts'],
  'arrows-of-checkpoint': ['main/checkpoint/safetensors.ts', 'main/model/manifest.ts'],
  'arrows-of-taxonomy': ['main/taxonomy/classes.ts', 'main/model/manifest.ts'],
  'arrows-of-model': ['main/model/manifest.ts', 'main/engine/engine.ts'],
  'arrows-of-engine': ['main/engine/engine.ts', 'main/model/manifest.ts'],
  'arrows-of-engine-pack': ['main/engine-pack/open-pack.ts', 'main/engine/engine.ts'],
  'arrows-of-picture': ['main/picture/decode.ts', 'main/engine/engine.ts'],
  'arrows-of-process': ['main/process/parent-port.ts', 'main/worker/protocol.ts'],
  'arrows-of-worker': ['main/worker/run.ts', 'main/catalog/open.ts'],
  'arrows-of-pool': ['main/pool/pool.ts', 'main/worker/main.ts'],
  'arrows-of-run': ['main/run/scan.ts', 'main/catalog/open.ts'],
  'arrows-of-catalog': ['main/catalog/open.ts', 'main/run/scan.ts'],
  'arrows-of-export': ['main/export/csv.ts', 'main/catalog/open.ts'],
  'arrows-of-download': ['main/download/download-file.ts', 'main/model/manifest.ts'],
  'arrows-of-core.ts': ['main/core.ts', 'main/picture/decode.ts'],
  'arrows-of-core': ['main/core/classify.ts', 'main/cli/main.ts'],
  'arrows-of-cli': ['main/cli/main.ts', 'main/catalog/open.ts'],
  'arrows-of-thumbnail': ['main/thumbnail/program.ts', 'main/catalog/open.ts'],
  'arrows-of-app': ['main/app/main.ts', 'main/catalog/open.ts'],
  'arrows-of-preload': ['main/preload/preload.ts', 'main/core.ts'],
  'arrows-of-packaging': ['main/packaging/package.js', 'main/core.ts'],
  'catalog-owns-better': ['main/run/scan.ts', 'better-sqlite3'],
  'engine-owns-onnxruntime': ['main/worker/run.ts', 'onnxruntime-node'],
  'engine-owns-tensorflow': ['main/worker/run.ts', '@tensorflow/tfjs-node'],
  'picture-owns-sharp': ['main/worker/run.ts', 'sharp'],
  'arrows-of-renderer': ['renderer/app.tsx', 'main/core.ts'],
  'renderer-is-a-page': ['renderer/app.tsx', 'node:fs'],
  'shared-imports-nothing': ['shared/run.ts', 'node:fs'],
  'contract-imports-zod': ['shared/contract/commands.ts', 'node:fs'],
  'efficientnet-is-pure': ['main/efficientnet/stage-table.ts', 'node:fs'],
  'electron-stays-in-its-rooms': ['main/cli/main.ts', 'electron'],
  'a-room-of-its-own': ['main/attic/leftovers.ts', 'shared/run.ts'],
  'no-circles': ['main/run/scan.ts', 'main/run/candidates.ts'],
  resolvable: ['main/run/scan.ts', './nowhere.ts'],
};

// Inside the project, so that packages resolve.
mkdirSync(path.join(root, 'out'), { recursive: true });
const trees = mkdtempSync(path.join(root, 'out', 'arrows-'));
afterAll(() => {
  rmSync(trees, { recursive: true });
});

function write(tree: string, file: string, text: string): void {
  mkdirSync(path.dirname(path.join(tree, file)), { recursive: true });
  writeFileSync(path.join(tree, file), text);
}

function buildTree(rule: string, [from, imports]: readonly [string, string]): string {
  const tree = path.join(trees, rule);
  const isOurs = /^(main|shared)\//.test(imports);
  const relative = path.posix.relative(path.posix.dirname(from), imports);
  const specifier = !isOurs ? imports : relative.startsWith('.') ? relative : `./${relative}`;
  write(tree, from, `import * as target from '${specifier}';\nexport const kept = target;\n`);
  const back = path.posix.relative(path.posix.dirname(imports), from);
  if (isOurs) {
    write(tree, imports, rule === 'no-circles' ? `export * from './${back}';\n` : 'export const target = 1;\n');
  }
  return tree;
}

describe('the arrows between rooms', () => {
  it('are kept by the project itself', async () => {
    expect(await checkArrows(root)).toEqual([]);
  });

  it('have a fixture for every rule', () => {
    expect(Object.keys(FIXTURES).sort()).toEqual([...ruleNames].sort());
  });

  it.each(Object.entries(FIXTURES))('%s is an error where it is broken', async (rule, fixture) => {
    const violations = await checkArrows(buildTree(rule, fixture));
    expect(violations.map((violation) => violation.rule)).toContain(rule);
  });

  it('are not called kept where no module was seen', async () => {
    const empty = path.join(trees, 'empty');
    mkdirSync(path.join(empty, 'main'), { recursive: true });
    await expect(checkArrows(empty)).rejects.toThrow('no module was seen');
  });
});

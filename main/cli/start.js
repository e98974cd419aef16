#!/usr/bin/env node
// What `npm run classify`, `npx classifold` and the npm bin start. Plain JavaScript: it must run on the machine's own
// Node 20, install what is missing, and hand over to the program under the Node that the package brings.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { handOver } from './hand-over.js';
import { ensureBuilt, ensureInstalled, isCheckout, ownNode, root } from './install.js';
import { softwareVulkan } from './software-vulkan.js';

const OLDEST_NODE = 22;
const program = path.join(root, 'out', 'program', 'cli.cjs');

try {
  if (isCheckout()) {
    ensureInstalled();
    ensureBuilt();
  }
  run(nodeToUse());
} catch (error) {
  console.error(`classifold: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}

function nodeToUse() {
  if (existsSync(ownNode)) return ownNode;
  if (Number(process.versions.node.split('.')[0]) >= OLDEST_NODE) return process.execPath;
  throw new Error(
    `this is Node ${process.versions.node}, and Classifold needs Node ${OLDEST_NODE} or newer here. ` +
      'Install a newer Node, or run it from a checkout, which brings its own.',
  );
}

/** @param {string} node */
function run(node) {
  // `npm run classify` moves to the package's folder; the paths that a person wrote are meant from where they stand.
  const startedIn = process.env['npm_lifecycle_event'] === 'classify' ? process.env['INIT_CWD'] : undefined;
  // As fork-program.ts starts the others: V8's young generation does not grow to 48 MB in a long run.
  handOver(node, ['--enable-source-maps', '--max-semi-space-size=4', program, ...process.argv.slice(2)], {
    cwd: startedIn ?? process.cwd(),
    env: { ...process.env, ...(isCheckout() ? softwareVulkan(process.env) : {}) },
    shell: node.endsWith('.cmd'),
  });
}

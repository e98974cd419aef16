import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { bundle } from '../esbuild.config.js';

/**
 * Vitest's global set-up: tests that start real processes start the bundles that ship, built from these sources, and
 * the hazardous ones beside them.
 */
export default async function buildPrograms(): Promise<void> {
  const root = path.resolve(import.meta.dirname, '..');
  execFileSync(process.execPath, [path.join(root, 'esbuild.config.js')], { cwd: root, stdio: 'inherit' });
  const programs = {
    'hazard-worker': 'test/pool/hazard-worker.ts',
    'orphan-maker': 'test/pool/orphan-maker.ts',
    'hazard-host': 'test/core/hazard-host.ts',
  };
  await bundle(programs, path.join(root, 'out', 'test'));
}

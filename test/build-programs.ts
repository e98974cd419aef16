import path from 'node:path';
import { execFileSync } from 'node:child_process';

/** Vitest's global set-up: tests that start real processes start the bundles that ship, built from these sources. */
export default function buildPrograms(): void {
  const root = path.resolve(import.meta.dirname, '..');
  execFileSync(process.execPath, [path.join(root, 'esbuild.config.js')], { cwd: root, stdio: 'inherit' });
}

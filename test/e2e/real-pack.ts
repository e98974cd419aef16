import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { projectRoot } from '../cli/classifold.ts';

/** Reading, copying and comparing some hundred megabytes, on a machine that is busy. */
export const ADD_WITHIN_MS = 200_000;

/** Makes an engine pack of the TensorFlow that is installed here, as `npm run engine-pack` does; answers its archive. */
export function makeRealPack(folder: string): string {
  const pack = path.join(folder, 'pack.zip');
  const program = path.join(projectRoot, 'main', 'packaging', 'make-engine-pack.ts');
  execFileSync(process.execPath, [program, pack], { cwd: projectRoot, stdio: 'pipe' });
  return pack;
}

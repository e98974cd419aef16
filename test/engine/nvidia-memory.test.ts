import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nvidiaMemory } from '../../main/engine/nvidia-memory.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'classifold-nvidia-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** A program in place of NVIDIA's. */
function program(script: string): string {
  const file = path.join(folder, 'nvidia-smi');
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

describe.skipIf(process.platform === 'win32')('the memory of an NVIDIA card', () => {
  it('is what the driver’s program says of the first', async () => {
    const asked = 'test "$*" = "--query-gpu=memory.total --format=csv,noheader,nounits" || exit 1';
    expect(await nvidiaMemory(program(`${asked}; printf '24564\\n8192\\n'`))).toBe(24_564 * 2 ** 20);
  });

  it.each([
    ['says something else', 'echo "[N/A]"'],
    ['says that there is no card', 'echo 0'],
    ['fails', 'echo 8192; exit 9'],
  ])('is not known where it %s', async (_, script) => {
    expect(await nvidiaMemory(program(script))).toBeNull();
  });

  it('is not known where the program is missing, or hangs', async () => {
    expect(await nvidiaMemory(path.join(folder, 'nowhere'))).toBeNull();
    expect(await nvidiaMemory(program('exec tail -f /dev/null'), 100)).toBeNull();
  });
});

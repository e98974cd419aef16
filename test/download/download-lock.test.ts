import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockDownload, lockedDownloads } from '../../main/download/download-lock.ts';

let bench: string;
beforeEach(() => {
  bench = mkdtempSync(path.join(tmpdir(), 'classifold-lock-'));
});
afterEach(() => {
  rmSync(bench, { recursive: true });
});

const folder = (): string => path.join(bench, '.downloads');
const file = (): string => path.join(folder(), 'b0.pth');
/** As a program with that number leaves it. */
function lay(pid: number | undefined): string {
  mkdirSync(folder(), { recursive: true });
  const lock = `${file()}.lock-${pid ?? 0}-0a1b2c3d`;
  writeFileSync(lock, '');
  return lock;
}

async function locked() {
  const lock = await lockDownload(file());
  if (!lock.ok) throw new Error(JSON.stringify(lock.failure));
  return lock;
}

describe('the lock of a download', () => {
  it('is one’s alone until it is released, and nothing is left of it', async () => {
    const lock = await locked();
    expect(await lockDownload(file())).toEqual({
      ok: false,
      failure: { kind: 'in-use', file: file(), pid: process.pid },
    });
    expect(await lockedDownloads(folder())).toEqual(new Set(['b0.pth']));
    const other = await lockDownload(path.join(folder(), 'b0.pth2'));
    expect(other.ok).toBe(true);
    await lock.release();
    await (await locked()).release();
    if (other.ok) await other.release();
    expect(readdirSync(folder())).toEqual([]);
  });

  it('is another program’s for as long as that runs', async () => {
    const running = spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1000)']);
    lay(running.pid);
    expect(await lockDownload(file())).toMatchObject({ failure: { kind: 'in-use', pid: running.pid } });
    running.kill('SIGKILL');
    await once(running, 'exit');
    await (await locked()).release();
    expect(readdirSync(folder())).toEqual([]);
  });

  it('is taken over from a program that had the number of this one', async () => {
    lay(process.pid);
    await (await locked()).release();
    expect(readdirSync(folder())).toEqual([]);
  });

  it('is taken over from a program that ended without giving it up', async () => {
    lay(spawnSync(process.execPath, ['--eval', '']).pid);
    expect(await lockedDownloads(folder())).toEqual(new Set());
    await (await locked()).release();
    expect(readdirSync(folder())).toEqual([]);
  });

  it('is taken over from before the machine was started, whoever has the number since', async () => {
    utimesSync(lay(process.pid), 0, 0);
    await (await locked()).release();
    expect(readdirSync(folder())).toEqual([]);
  });

  it('says where its folder cannot be made', async () => {
    writeFileSync(folder(), 'a file');
    expect(await lockDownload(file())).toMatchObject({ ok: false, failure: { kind: 'unwritable', file: file() } });
  });

  it('is of nobody where there is no folder', async () => {
    expect(await lockedDownloads(folder())).toEqual(new Set());
  });
});

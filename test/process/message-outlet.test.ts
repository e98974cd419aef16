import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openMessageInlet } from '../../main/process/message-inlet.ts';
import { openMessageOutlet } from '../../main/process/message-outlet.ts';

interface Word {
  readonly word: number | string;
  readonly bytes: Buffer;
}

function refuse(error: Error): never {
  throw error;
}

/** Where an application hears and speaks to a process that says back what it hears. */
function openBothWays() {
  const inlet = openMessageInlet(refuse);
  const outlet = openMessageOutlet(refuse);
  const heard: Word[] = [];
  inlet.onMessage((message) => heard.push(message as Word));
  const start = (): ChildProcess =>
    spawn(process.execPath, [path.join(import.meta.dirname, 'speaking.ts'), inlet.address, outlet.address], {
      stdio: 'inherit',
    });
  return { inlet, outlet, heard, start };
}

describe('a message outlet', () => {
  it('keeps what is said before the process comes, in order, and messages larger than what a socket holds', async () => {
    const { inlet, outlet, heard, start } = openBothWays();
    for (const word of [1, 2]) outlet.send({ word, bytes: Buffer.alloc(5_000_000, word) });
    const child = start();
    await expect.poll(() => heard.length, { timeout: 20_000 }).toBe(2);
    for (const word of [3, 'end']) outlet.send({ word, bytes: Buffer.alloc(1, 3) });
    await once(child, 'exit');
    await inlet.drain();
    expect(heard.map(({ word }) => word)).toEqual([1, 2, 3, 'end']);
    expect(heard[1]?.bytes.equals(Buffer.alloc(5_000_000, 2))).toBe(true);
    outlet.close();
    expect(existsSync(outlet.address)).toBe(false);
  });

  it('ends the process where it is closed: what hears nothing more would be waited for in vain', async () => {
    const { inlet, outlet, heard, start } = openBothWays();
    outlet.send({ word: 1 });
    const child = start();
    await expect.poll(() => heard.length, { timeout: 20_000 }).toBe(1);
    outlet.close();
    expect(await once(child, 'exit')).toEqual([0, null]);
    await inlet.drain();
  });

  it('drops what is said to a process that is gone', async () => {
    const { inlet, outlet, heard, start } = openBothWays();
    outlet.send({ word: 1 });
    const child = start();
    await expect.poll(() => heard.length, { timeout: 20_000 }).toBe(1);
    child.kill('SIGKILL');
    // Before the end of the process is known, and after.
    for (let word = 0; word < 100; word++) outlet.send({ word, bytes: Buffer.alloc(100_000) });
    await once(child, 'exit');
    await inlet.drain();
    outlet.close();
    outlet.send({ word: 2 });
    expect(heard[0]?.word).toBe(1);
  });

  it('is closed where its process never came', () => {
    const { outlet } = openBothWays();
    outlet.send({ word: 1 });
    outlet.close();
    expect(existsSync(outlet.address)).toBe(false);
  });
});

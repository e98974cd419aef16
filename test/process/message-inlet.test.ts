import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openMessageInlet, type MessageInlet } from '../../main/process/message-inlet.ts';
import { openMessageOutlet } from '../../main/process/message-outlet.ts';

function openInlet(): { readonly inlet: MessageInlet; readonly heard: { readonly word: number; bytes: Buffer }[] } {
  const inlet = openMessageInlet((error) => {
    throw error;
  });
  const heard: { readonly word: number; bytes: Buffer }[] = [];
  inlet.onMessage((message) => heard.push(message as { word: number; bytes: Buffer }));
  return { inlet, heard };
}

function speak(inlet: MessageInlet, words: number, bytes: number): ChildProcess {
  const program = path.join(import.meta.dirname, 'speaking.ts');
  const outlet = openMessageOutlet((error) => {
    throw error;
  });
  const addresses = [inlet.address, outlet.address];
  const child = spawn(process.execPath, [program, ...addresses, String(words), String(bytes)], { stdio: 'inherit' });
  child.once('exit', () => {
    outlet.close();
  });
  return child;
}

/** Holds this thread up until the process is dead; its parent has not come to bury it. */
function blockUntilDead({ pid }: ChildProcess): void {
  while (readFileSync(`/proc/${pid ?? 0}/stat`, 'utf8').split(') ')[1]?.[0] !== 'Z') {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
  }
}

describe('a message inlet', () => {
  // `Z` is Linux's.
  it.runIf(process.platform === 'linux')('hears a process that was dead before it was let in', async () => {
    const { inlet, heard } = openInlet();
    const child = speak(inlet, 50, 1);
    blockUntilDead(child);
    expect(heard).toEqual([]);
    await once(child, 'exit');
    await inlet.drain();
    expect(heard.map(({ word }) => word)).toEqual(Array.from({ length: 50 }, (_, word) => word));
  });

  it('hears messages that are larger than what a socket holds', async () => {
    const { inlet, heard } = openInlet();
    await once(speak(inlet, 3, 5_000_000), 'exit');
    await inlet.drain();
    expect(heard.map(({ word, bytes }) => [word, bytes.equals(Buffer.alloc(5_000_000, word))])).toEqual([
      [0, true],
      [1, true],
      [2, true],
    ]);
  });

  it('lets one in, and leaves nothing behind', async () => {
    const { inlet } = openInlet();
    expect(existsSync(inlet.address)).toBe(true);
    const first = connect(inlet.address);
    await once(first, 'connect');
    const drained = inlet.drain();
    await expect.poll(() => existsSync(inlet.address)).toBe(false);
    const [refused] = (await once(connect(inlet.address), 'error')) as readonly NodeJS.ErrnoException[];
    expect(refused?.code).toBe('ENOENT');
    first.destroy();
    await drained;
  });

  it('is closed where its process never came', async () => {
    const { inlet } = openInlet();
    await inlet.drain();
    expect(existsSync(inlet.address)).toBe(false);
  });
});

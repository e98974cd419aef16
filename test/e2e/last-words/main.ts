import path from 'node:path';
import { app } from 'electron';
import { spawnUtility } from '../../../main/app/spawn-utility.ts';
import type { ProcessEnd } from '../../../main/process/started-process.ts';
import type { Hazard, Word } from './hazard.ts';

// The smallest application with a process that dies: what it hears of it, while its main process has other things to do.

/** What was heard of a process, in the order in which it came. */
export interface Heard {
  readonly words: readonly Omit<Word, 'letters'>[];
  readonly end: ProcessEnd;
  /** Words that came after the process's end was told. */
  readonly afterwards: number;
}

/** Long enough for the process to speak and to be dead. */
const BUSY_MS = 400;

function beBusy(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

/** `busyFrom`: the main process stands still from the moment it has started the process, or from its first word on. */
function hear(hazard: Hazard, busyFrom: 'start' | 'first word', busyMs = BUSY_MS): Promise<Heard> {
  const child = spawnUtility(path.join(__dirname, 'child.cjs'), { ioThreads: null, givesWay: true });
  const words: Omit<Word, 'letters'>[] = [];
  let heardBeforeEnd = -1;
  child.onMessage((message) => {
    const { word, at } = message as Word;
    words.push({ word, at });
    if (busyFrom === 'first word' && words.length === 1) beBusy(busyMs);
  });
  child.send(hazard);
  return new Promise((resolve) => {
    child.onExit((end) => {
      heardBeforeEnd = words.length;
      // Whatever else might come has come by then.
      setTimeout(() => {
        resolve({ words, end, afterwards: words.length - heardBeforeEnd });
      }, BUSY_MS);
    });
    if (busyFrom === 'start') beBusy(busyMs);
  });
}

Object.assign(globalThis, { hear });
// Nothing to see; whoever drives it calls `hear`.
app.on('window-all-closed', () => undefined);

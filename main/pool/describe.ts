import { enginePresenceTexts as texts } from '../../shared/texts/engine-presence.ts';
import { howItEnded } from '../process/started-process.ts';
import type { FromWorker, LibraryFacts, WorkerDescribe, WorkerProcess } from '../worker/protocol.ts';
import { withLastLine, type ProbeSettings } from './probe.ts';

export type LibraryAnswer =
  | { readonly ok: true; readonly facts: LibraryFacts }
  /** `absent`: it says that it cannot be loaded. `broken`: its process ended without a word, or was killed at the deadline. */
  | { readonly ok: false; readonly kind: 'absent' | 'broken'; readonly reason: string };

/** Has a worker process of its own load an engine's library and say what it is. A native library may crash or hang in there. */
export function describeEngine(
  which: Omit<WorkerDescribe, 'kind'>,
  { spawn, workerScript, deadlineMs }: Omit<ProbeSettings, 'signal'>,
): Promise<LibraryAnswer> {
  const process = spawn(workerScript, { ioThreads: null, givesWay: true }) as WorkerProcess;
  let said: LibraryAnswer | null = null;
  const deadline = setTimeout(() => {
    said ??= { ok: false, kind: 'broken', reason: texts.noAnswer(Math.ceil(deadlineMs / 1000)) };
    process.kill();
  }, deadlineMs);
  process.onMessage((message: FromWorker) => {
    if (message.kind === 'described') said ??= { ok: true, facts: message.facts };
    else if (message.kind === 'load-failed') said ??= { ok: false, kind: 'absent', reason: message.reason };
    else throw new Error(`a worker that is to describe an engine says ${message.kind}`);
  });
  return new Promise((resolve) => {
    process.onExit(({ code, signal, stderr }) => {
      clearTimeout(deadline);
      const died = (): string => texts.died(withLastLine(howItEnded({ code, signal }), stderr));
      resolve(said ?? { ok: false, kind: 'broken', reason: died() });
    });
    process.send({ kind: 'describe', ...which });
  });
}

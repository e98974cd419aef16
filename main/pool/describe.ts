import { enginePresenceTexts as texts } from '../../shared/texts/engine-presence.ts';
import { howItEnded } from '../process/started-process.ts';
import type { FromWorker, LibraryFacts, WorkerDescribe, WorkerProcess } from '../worker/protocol.ts';
import { withLastLine, type ProbeSettings } from './probe.ts';

export type LibraryAnswer =
  /** `warnings`: what it said on standard error meanwhile, without times and places. */
  | { readonly ok: true; readonly facts: LibraryFacts; readonly warnings: readonly string[] }
  /** `absent`: it says that it cannot be loaded. `broken`: its process ended without a word, or was killed at the deadline. */
  | { readonly ok: false; readonly kind: 'absent' | 'broken'; readonly reason: string };

/** Has a worker process of its own load an engine's library and say what it is. A native library may crash or hang in there. */
export function describeEngine(
  which: Omit<WorkerDescribe, 'kind'>,
  { spawn, workerScript, deadlineMs }: Omit<ProbeSettings, 'signal'>,
): Promise<LibraryAnswer> {
  const process = spawn(workerScript, { ioThreads: null, givesWay: true }) as WorkerProcess;
  let facts: LibraryFacts | null = null;
  let failed: Extract<LibraryAnswer, { ok: false }> | null = null;
  const deadline = setTimeout(() => {
    failed ??= { ok: false, kind: 'broken', reason: texts.noAnswer(Math.ceil(deadlineMs / 1000)) };
    process.kill();
  }, deadlineMs);
  process.onMessage((message: FromWorker) => {
    if (message.kind === 'described') facts = message.facts;
    else if (message.kind === 'load-failed') failed ??= { ok: false, kind: 'absent', reason: message.reason };
    else throw new Error(`a worker that is to describe an engine says ${message.kind}`);
  });
  return new Promise((resolve) => {
    process.onExit(({ code, signal, stderr }) => {
      clearTimeout(deadline);
      const died = (): string => texts.died(withLastLine(howItEnded({ code, signal }), stderr));
      if (facts !== null) resolve({ ok: true, facts, warnings: warningsIn(stderr) });
      else resolve(failed ?? { ok: false, kind: 'broken', reason: died() });
    });
    process.send({ kind: 'describe', ...which });
  });
}

/** As TensorFlow writes them: `2026-01-31 12:00:00.123456: W file.cc:1] words`, and since 2.17 `W0000 00:00:1.5 42 file.cc:1] words`. */
const LINE = /^(?:\d{4}-\d\d-\d\d \S+: ([IWEF]) |([IWEF])\d{4} ).*?\] (.+)$/gm;

/** Warnings and errors; that no driver of a graphics card was found it says for information only (2.21). */
function warningsIn(stderr: string): readonly string[] {
  const lines = [...stderr.matchAll(LINE)].map(([, older, newer, words = '']) => ({ level: older ?? newer, words }));
  const counted = lines.filter(({ level, words }) => level !== 'I' || words.includes('GPU'));
  return [...new Set(counted.map(({ words }) => words.trim().replace(/\.$/, '')))];
}

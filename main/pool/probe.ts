import { assertNever } from '../../shared/assert-never.ts';
import { logitsApart } from '../../shared/compared-logits.ts';
import { saysOutOfMemory } from '../../shared/out-of-memory.ts';
import type { ProbeFigures } from '../../shared/probe.ts';
import { enginePresenceTexts as texts } from '../../shared/texts/engine-presence.ts';
import { processEndTexts } from '../../shared/texts/process-ends.ts';
import { howItEnded, type Spawn } from '../process/started-process.ts';
import type { FromWorker, WorkerProbe, WorkerProcess } from '../worker/protocol.ts';
import { isFromOutside } from './outside-signals.ts';

/** How worker processes for a probe are started. */
export interface ProbeSettings {
  readonly spawn: Spawn;
  /** Absolute path of the worker program. */
  readonly workerScript: string;
  /** From the start of the processes to the end of the last; what is not through by then is killed. */
  readonly deadlineMs: number;
  /** Aborted: the processes are killed, and the probe is `cancelled`. */
  readonly signal?: AbortSignal;
}

/** What is to be probed: as many workers at once as a run would have. */
export interface ProbeRequest extends Omit<WorkerProbe, 'kind'> {
  readonly workers: number;
}

/** Of all workers together: speed is their sum, while they compute at the same time. */
export interface PlanFigures extends ProbeFigures {
  /** Peaks of resident memory of all workers together; `peakBytes` is the largest of them. */
  readonly allPeakBytes: number;
}

export type ProbeAnswer =
  | { readonly ok: true; readonly figures: PlanFigures }
  | {
      readonly ok: false;
      /**
       * `refused`: it says that it cannot. `died`: its process ended without a word. `hung`: it was killed at the deadline.
       * `out-of-memory`: it found none, by its own or its library's words. `killed`: by a signal from outside, which may be for want of memory.
       */
      readonly kind: 'refused' | 'died' | 'hung' | 'cancelled' | 'out-of-memory' | 'killed';
      /** For a person: `SIGSEGV: last line of standard error`. */
      readonly reason: string;
    };

type Failed = Extract<ProbeAnswer, { ok: false }>;

/**
 * Measures an engine on a network in worker processes of its own, with as many sessions as a run would have: they load and
 * warm up first, and are measured together. A native runtime may abort or hang in there: that is an answer, and nothing else.
 */
export async function probe({ workers, ...request }: ProbeRequest, settings: ProbeSettings): Promise<ProbeAnswer> {
  const probes = Array.from({ length: workers }, () => startProbeWorker({ kind: 'probe', ...request }, settings));
  const killAll = (failed: Failed): void => {
    for (const one of probes) one.fail(failed);
  };
  const hung = processEndTexts.noEndWithin(Math.ceil(settings.deadlineMs / 1000));
  const deadline = setTimeout(() => {
    killAll({ ok: false, kind: 'hung', reason: hung });
  }, settings.deadlineMs);
  const onAbort = (): void => {
    killAll({ ok: false, kind: 'cancelled', reason: processEndTexts.stopped });
  };
  if (settings.signal?.aborted === true) onAbort();
  settings.signal?.addEventListener('abort', onAbort);
  for (const one of probes) {
    // One that fails says enough of all of them.
    void one.ended.then((answer) => {
      if (!answer.ok) killAll(answer);
    });
  }
  void Promise.all(probes.map(({ warm }) => warm)).then(() => {
    for (const one of probes) one.measure();
  });
  try {
    const answers = await Promise.all(probes.map(({ ended }) => ended));
    const failed = answers.find((answer) => !answer.ok);
    if (failed !== undefined) return failed;
    const all = answers.flatMap((answer) => (answer.ok ? [answer.figures] : []));
    const apart = apartByWorker(all);
    if (apart !== null) return { ok: false, kind: 'refused', reason: texts.unsteadyLogits(apart) };
    return { ok: true, figures: together(all) };
  } finally {
    clearTimeout(deadline);
    settings.signal?.removeEventListener('abort', onAbort);
  }
}

interface ProbeWorker {
  /** Resolves when it has computed once; never, where it ends before. */
  readonly warm: Promise<void>;
  measure(): void;
  /** Kills it, for this reason, unless it has one of its own. */
  fail(why: Failed): void;
  /** Resolves when the process is gone. */
  readonly ended: Promise<Failed | { readonly ok: true; readonly figures: ProbeFigures }>;
}

function startProbeWorker(request: WorkerProbe, { spawn, workerScript }: ProbeSettings): ProbeWorker {
  const process = spawn(workerScript, { ioThreads: null, givesWay: true }) as WorkerProcess;
  let figures: ProbeFigures | null = null;
  let failed: Failed | null = null;
  let setWarm: () => void = () => undefined;
  const warm = new Promise<void>((resolve) => {
    setWarm = resolve;
  });
  process.onMessage((message: FromWorker) => {
    switch (message.kind) {
      case 'warm':
        setWarm();
        return;
      case 'probed':
        figures = message.figures;
        return;
      case 'load-failed':
        failed ??= {
          ok: false,
          kind: saysOutOfMemory(message.reason) ? 'out-of-memory' : 'refused',
          reason: message.reason,
        };
        return;
      case 'ready':
      case 'described':
      case 'out-of-memory':
      case 'reading':
      case 'waiting':
      case 'content':
      case 'decoding':
      case 'thumbnail':
      case 'computing':
      case 'done':
        throw new Error(`a worker that is probed says ${message.kind}`);
      default:
        assertNever(message);
    }
  });
  const ended: ProbeWorker['ended'] = new Promise((resolve) => {
    process.onExit(({ code, signal, stderr }) => {
      if (figures !== null) resolve({ ok: true, figures });
      else
        resolve(
          failed ?? {
            ok: false,
            kind: howItDied(signal, stderr),
            reason: withLastLine(howItEnded({ code, signal }), stderr),
          },
        );
    });
  });
  process.send(request);
  return {
    warm,
    measure: () => {
      process.send({ kind: 'measure' });
    },
    fail: (why) => {
      failed ??= why;
      process.kill();
    },
    ended,
  };
}

function howItDied(signal: string | null, stderr: string): Failed['kind'] {
  if (isFromOutside(signal)) return 'killed';
  return saysOutOfMemory(stderr) ? 'out-of-memory' : 'died';
}

export function withLastLine(cause: string, stderr: string): string {
  const line = stderr.trim().split('\n').at(-1)?.trim() ?? '';
  return line === '' ? cause : `${cause}: ${line}`;
}

/** By how much the logits of a worker differ from those of the first; null: by nothing but rounding. */
function apartByWorker([first, ...others]: readonly ProbeFigures[]): number | null {
  if (first === undefined) return null;
  return others.map(({ logits }) => logitsApart(logits, first.logits)).find((apart) => apart !== null) ?? null;
}

function together(all: readonly ProbeFigures[]): PlanFigures {
  const sum = (of: (one: ProbeFigures) => number): number => all.reduce((total, one) => total + of(one), 0);
  const most = (of: (one: ProbeFigures) => number): number => Math.max(...all.map(of));
  return {
    logits: all[0]?.logits ?? [],
    picturesPerSecond: sum((one) => one.picturesPerSecond),
    openSeconds: most((one) => one.openSeconds),
    firstBatchSeconds: most((one) => one.firstBatchSeconds),
    peakBytes: most((one) => one.peakBytes),
    allPeakBytes: sum((one) => one.peakBytes),
  };
}

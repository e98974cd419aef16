import { saysOutOfMemory } from '../../shared/out-of-memory.ts';
import { thrownMessage } from '../../shared/thrown.ts';
import { createComputing } from './computing.ts';
import type { OpenedModel, WorkerParts, WorkerPort } from './ports.ts';
import { createPreparing, type Preparing } from './preparing.ts';
import { startProbe } from './probe.ts';
import type { WorkerDescribe, WorkerStart } from './protocol.ts';

/**
 * A worker: reads, decodes and classifies the pictures it is sent, until `stop`. While the session computes it blocks
 * this process's JavaScript, so every read and decode that can be under way is given to its thread before.
 *
 * An exception in here is a bug, and ends the process with what it says on standard error, unless the session throws it for want
 * of memory: the pool is told, and ends this process.
 */
export function runWorker(parts: WorkerParts, port: WorkerPort): void {
  let preparing: Preparing | null = null;
  let measure: () => void = () => undefined;

  port.onMessage((message) => {
    switch (message.kind) {
      case 'start':
        void start(message);
        return;
      case 'probe':
        measure = startProbe(parts, message, port);
        return;
      case 'describe':
        void describe(message);
        return;
      case 'measure':
        measure();
        return;
      case 'picture':
        if (preparing === null) throw new Error('a picture came before the session was ready');
        void preparing.prepare(message.id, message.path);
        return;
      case 'answer':
        preparing?.answer(message.id, message);
        return;
      case 'stop':
        port.end();
        return;
    }
  });

  async function start(settings: WorkerStart): Promise<void> {
    const opened = await open(settings).catch(memoryProblem);
    if (opened.ok) {
      void port.send({ kind: 'ready', cacheProblem: opened.cacheProblem });
      return;
    }
    const { reason } = opened;
    await port.send({ kind: saysOutOfMemory(reason) ? 'out-of-memory' : 'load-failed', reason });
    port.end();
  }

  async function open(settings: WorkerStart): Promise<OpenedModel> {
    const opened = await parts.openModel(settings);
    if (!opened.ok) return opened;
    const compute = createComputing(opened, settings, port);
    preparing = createPreparing(parts, opened.preprocessing, settings, port, compute);
    return opened;
  }

  async function describe(which: WorkerDescribe): Promise<void> {
    const described = parts.describeEngine(which);
    await port.send(
      described.ok ? { kind: 'described', facts: described.facts } : { kind: 'load-failed', reason: described.reason },
    );
    port.end();
  }
}

function memoryProblem(error: unknown): { readonly ok: false; readonly reason: string } {
  const reason = thrownMessage(error);
  if (!saysOutOfMemory(reason)) throw error;
  return { ok: false, reason };
}

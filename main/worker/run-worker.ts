import { saysOutOfMemory } from '../../shared/out-of-memory.ts';
import { thrownMessage } from '../../shared/thrown.ts';
import { createComputing } from './computing.ts';
import type { WorkerParts, WorkerPort } from './ports.ts';
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
    const problem = await open(settings).catch(memoryProblem);
    if (problem === null) {
      void port.send({ kind: 'ready' });
      return;
    }
    await port.send({ kind: saysOutOfMemory(problem) ? 'out-of-memory' : 'load-failed', reason: problem });
    port.end();
  }

  /** Answers why the model cannot be used; null where it can. */
  async function open(settings: WorkerStart): Promise<string | null> {
    const opened = await parts.openModel(settings);
    if (!opened.ok) return opened.reason;
    const compute = createComputing(opened, settings, port);
    preparing = createPreparing(parts, opened.preprocessing, settings, port, compute);
    return null;
  }

  async function describe(which: WorkerDescribe): Promise<void> {
    const described = parts.describeEngine(which);
    await port.send(
      described.ok ? { kind: 'described', facts: described.facts } : { kind: 'load-failed', reason: described.reason },
    );
    port.end();
  }
}

function memoryProblem(error: unknown): string {
  const message = thrownMessage(error);
  if (!saysOutOfMemory(message)) throw error;
  return message;
}

import { createComputing } from './computing.ts';
import type { WorkerParts, WorkerPort } from './ports.ts';
import { createPreparing, type Preparing } from './preparing.ts';
import { startProbe } from './probe.ts';
import type { WorkerDescribe, WorkerStart } from './protocol.ts';

/**
 * A worker: reads, decodes and classifies the pictures it is sent, until `stop`. While the session computes it blocks
 * this process's JavaScript, so every read and decode that can be under way is given to its thread before.
 *
 * An exception in here is a bug, and ends the process with what it says on standard error.
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
    const opened = await parts.openModel(settings);
    if (!opened.ok) {
      await port.send({ kind: 'load-failed', reason: opened.reason });
      port.end();
      return;
    }
    const compute = createComputing(opened, settings, port);
    preparing = createPreparing(parts, opened.preprocessing, settings, port, compute);
    void port.send({ kind: 'ready' });
  }

  async function describe(which: WorkerDescribe): Promise<void> {
    const described = parts.describeEngine(which);
    await port.send(
      described.ok ? { kind: 'described', facts: described.facts } : { kind: 'load-failed', reason: described.reason },
    );
    port.end();
  }
}

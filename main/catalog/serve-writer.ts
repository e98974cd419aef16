import { assertNever } from '../../shared/assert-never.ts';
import { thrownStack } from '../../shared/thrown.ts';
import type { ParentPort } from '../process/started-process.ts';
import type { CatalogWriter } from './catalog.ts';
import { openCatalog } from './open.ts';
import type { FromWriter, ToWriter, WriterCall } from './writer-protocol.ts';

// The values come from `remote-writer.ts`, whose functions have the writer's own types.
type Calls = Readonly<Record<WriterCall, (...values: readonly unknown[]) => Promise<unknown>>>;

/** The catalog process: opens the catalog it is told, and writes what it is told, in that order, until it is told to close. */
export function serveWriter(port: ParentPort<ToWriter, FromWriter>): void {
  let writer: CatalogWriter | null = null;

  port.onMessage((message) => {
    switch (message.kind) {
      case 'open':
        void open(message.file);
        return;
      case 'call':
        void answer(message);
        return;
      case 'close':
        void close();
        return;
      default:
        assertNever(message);
    }
  });

  async function open(file: string): Promise<void> {
    const opened = await openCatalog(file, { mode: 'write' });
    if (opened.ok) writer = opened.catalog;
    await port.send({ kind: 'opened', failure: opened.ok ? null : opened.failure });
  }

  async function answer({ id, name, values }: Extract<ToWriter, { kind: 'call' }>): Promise<void> {
    try {
      if (writer === null) throw new Error('something was to be written before the catalog was open');
      const value = await (writer as Calls)[name](...values);
      await port.send({ kind: 'answer', id, value });
    } catch (error) {
      const message = thrownStack(error);
      await port.send({ kind: 'fault', id, message });
    }
  }

  async function close(): Promise<void> {
    await writer?.close();
    port.end();
  }
}

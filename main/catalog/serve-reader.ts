import { assertNever } from '../../shared/assert-never.ts';
import { thrownStack } from '../../shared/thrown.ts';
import type { ParentPort } from '../process/started-process.ts';
import type { CatalogReader } from './catalog.ts';
import { openCatalog } from './open.ts';
import type { FromReader, ReaderCall, ReaderQuestion, ReaderStream, ToReader } from './reader-protocol.ts';

/** Rows of one message: a page costs one round trip, and one page of every stream is in memory. */
const PAGE_ROWS = 500;

// The values come from `remote-reader.ts`, whose functions have the reader's own types.
type Calls = Readonly<Record<ReaderCall, (...values: readonly unknown[]) => Promise<unknown>>>;
type Streams = Readonly<Record<ReaderStream, (...values: readonly unknown[]) => AsyncIterable<unknown>>>;

/** The reader process: opens the catalog it is told, and answers from it until it is told to close. */
export function serveReader(port: ParentPort<ToReader, FromReader>): void {
  let reader: CatalogReader | null = null;
  const streams = new Map<number, AsyncIterator<unknown>>();

  port.onMessage((message) => {
    switch (message.kind) {
      case 'open':
        void open(message.file);
        return;
      case 'call':
      case 'stream':
        void answer(message);
        return;
      case 'next-page':
        void sendPage(message.id);
        return;
      case 'abandon':
        void streams.get(message.id)?.return?.();
        streams.delete(message.id);
        return;
      case 'close':
        void close();
        return;
      default:
        assertNever(message);
    }
  });

  async function open(file: string): Promise<void> {
    const opened = await openCatalog(file, { mode: 'read' });
    if (opened.ok) reader = opened.catalog;
    await port.send({ kind: 'opened', failure: opened.ok ? null : opened.failure });
  }

  async function answer(question: ReaderQuestion): Promise<void> {
    const { id, values } = question;
    try {
      if (reader === null) throw new Error('a question came before the catalog was open');
      if (question.kind === 'stream') {
        const rows = (reader as Streams)[question.name](...values);
        streams.set(id, rows[Symbol.asyncIterator]());
        await sendPage(id);
        return;
      }
      const value = await (reader as Calls)[question.name](...values);
      await port.send({ kind: 'answer', id, value });
    } catch (error) {
      await sendFault(id, error);
    }
  }

  async function sendPage(id: number): Promise<void> {
    const stream = streams.get(id);
    // Abandoned while the request was under way.
    if (stream === undefined) return;
    const rows: unknown[] = [];
    let isLast = false;
    try {
      while (!isLast && rows.length < PAGE_ROWS) {
        const next = await stream.next();
        if (next.done === true) isLast = true;
        else rows.push(next.value);
      }
      if (isLast) streams.delete(id);
      await port.send({ kind: 'page', id, rows, isLast });
    } catch (error) {
      streams.delete(id);
      await sendFault(id, error);
    }
  }

  async function sendFault(id: number, error: unknown): Promise<void> {
    await port.send({
      kind: 'fault',
      id,
      message: thrownStack(error),
    });
  }

  async function close(): Promise<void> {
    for (const stream of streams.values()) await stream.return?.();
    await reader?.close();
    port.end();
  }
}

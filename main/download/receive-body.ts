import type { FileHandle } from 'node:fs/promises';
import type { HttpReply } from './http-get.ts';

export type Received =
  /** The connection ended by itself, after as many bytes as it may have announced or fewer. */
  | { readonly kind: 'ended' }
  | { readonly kind: 'broken'; readonly reason: string }
  | { readonly kind: 'stalled' }
  /** More than `most` bytes. */
  | { readonly kind: 'too-many' }
  | { readonly kind: 'unwritable'; readonly reason: string };

export interface Pace {
  /** So long may pass … */
  readonly stallMs: number;
  /** … while at least so many bytes come. */
  readonly stallBytes: number;
}

/**
 * Writes what comes to the end of an open file, until the connection ends or something is wrong with it. A server that
 * sends hardly anything is left after a while, however long it would go on.
 *
 * @param most bytes that may come
 */
export async function receiveBody(
  reply: HttpReply,
  file: FileHandle,
  most: number,
  { stallMs, stallBytes }: Pace,
  onBytes: (count: number) => void,
): Promise<Received> {
  let received = 0;
  let before = 0;
  const stall = new AbortController();
  const watch = setInterval(() => {
    if (received - before < stallBytes) {
      stall.abort();
      reply.close();
    }
    before = received;
  }, stallMs);
  try {
    for await (const chunk of reply.body) {
      received += chunk.length;
      if (received > most) return { kind: 'too-many' };
      try {
        await writeAll(file, chunk);
      } catch (error) {
        return { kind: 'unwritable', reason: messageOf(error) };
      }
      onBytes(chunk.length);
    }
    // One that was closed by the watch may end as if it were whole.
    return stall.signal.aborted ? { kind: 'stalled' } : { kind: 'ended' };
  } catch (error) {
    return stall.signal.aborted ? { kind: 'stalled' } : { kind: 'broken', reason: messageOf(error) };
  } finally {
    clearInterval(watch);
    reply.close();
  }
}

async function writeAll(file: FileHandle, chunk: Uint8Array): Promise<void> {
  let written = 0;
  while (written < chunk.length) written += (await file.write(chunk, written)).bytesWritten;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

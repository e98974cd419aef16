import { connect, createServer } from 'node:net';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { readMessages, writeMessage } from '../../main/process/message-frames.ts';

const MESSAGES = [
  { kind: 'short' },
  { path: Buffer.from([0x66, 0xff]), size: 5n, map: new Map([['a', 1]]) },
  { bytes: Buffer.alloc(5_000, 7) },
  {},
];

/** What `writeMessage` puts on a socket. */
async function written(): Promise<Buffer> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connect(server.address() as { port: number });
  const [accepted] = (await once(server, 'connection')) as [AsyncIterable<Buffer>];
  for (const message of MESSAGES) writeMessage(socket, message, () => undefined);
  socket.end();
  const chunks: Buffer[] = [];
  for await (const chunk of accepted) chunks.push(chunk);
  server.close();
  return Buffer.concat(chunks);
}

describe('messages on a stream of bytes', () => {
  it.each([1, 3, 4, 5, 1000, 1_000_000])('come whole out of chunks of %d bytes', async (size) => {
    const bytes = await written();
    const messages: unknown[] = [];
    const read = readMessages((message) => messages.push(message));
    for (let at = 0; at < bytes.length; at += size) read(bytes.subarray(at, at + size));
    expect(messages).toEqual(MESSAGES);
  });
});

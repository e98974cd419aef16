import { randomBytes } from 'node:crypto';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A local socket that waits for one process. */
export interface WaitingSocket {
  /** For the process: where to connect. */
  readonly address: string;
  /** Waits no longer, where nobody came yet. */
  close(): void;
}

// Longer paths of sockets are refused, or cut off: macOS has the least room.
const MAX_ADDRESS_BYTES = 103;

/**
 * Listens at once. One process, one connection: nobody else is let in, and the socket's file is gone from then on.
 * `onError`: it cannot listen, so that nobody will come.
 */
export function awaitProcess(onSocket: (socket: Socket) => void, onError: (error: Error) => void): WaitingSocket {
  const address = freeAddress();
  const server = createServer((socket) => {
    server.close();
    // Why it was closed is heard from the process's end.
    socket.on('error', () => undefined);
    onSocket(socket);
  });
  server.maxConnections = 1;
  server.on('error', onError);
  server.listen(address);
  return { address, close: () => server.close() };
}

function freeAddress(): string {
  const name = `classifold-${randomBytes(16).toString('hex')}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`;
  const address = path.join(tmpdir(), name);
  return Buffer.byteLength(address) <= MAX_ADDRESS_BYTES ? address : path.join('/tmp', name);
}

import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readMessages } from './message-frames.ts';

/**
 * Where a program hears one process of its own: a local socket. What that process has written is in the system's
 * hands, and is read here also after its death.
 */
export interface MessageInlet {
  /** For the process: where to connect. */
  readonly address: string;
  /** Called with each message, in order. */
  onMessage(listener: (message: unknown) => void): void;
  /** The process is gone: resolves when all that it wrote was heard. */
  drain(): Promise<void>;
}

// Longer paths of sockets are refused, or cut off: macOS has the least room.
const MAX_ADDRESS_BYTES = 103;

/** Listens at once. `onError`: it cannot, so that the process will not be heard. */
export function openMessageInlet(onError: (error: Error) => void): MessageInlet {
  const address = freeAddress();
  const listeners: ((message: unknown) => void)[] = [];
  let socket: Socket | null = null;
  const server = createServer((connected) => {
    // One process, one connection: nobody else is let in, and the file is gone from here on.
    server.close();
    socket = connected;
    // Why it was closed is heard from the process's end.
    connected.on('error', () => undefined);
    connected.on(
      'data',
      readMessages((message) => {
        for (const listener of listeners) listener(message);
      }),
    );
  });
  server.maxConnections = 1;
  server.on('error', onError);
  server.listen(address);

  return {
    address,
    onMessage: (listener) => {
      listeners.push(listener);
    },
    drain: async () => {
      // Whoever waits to be let in is let in before this: the system is asked between a timer and an immediate.
      await new Promise((resolve) => setTimeout(resolve));
      await new Promise((resolve) => setImmediate(resolve));
      if (socket === null) server.close();
      else if (!socket.destroyed) await once(socket, 'close');
    },
  };
}

function freeAddress(): string {
  const name = `classifold-${randomBytes(16).toString('hex')}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`;
  const address = path.join(tmpdir(), name);
  return Buffer.byteLength(address) <= MAX_ADDRESS_BYTES ? address : path.join('/tmp', name);
}

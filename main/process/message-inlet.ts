import { once } from 'node:events';
import type { Socket } from 'node:net';
import { awaitProcess } from './local-socket.ts';
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

/** Listens at once. `onError`: it cannot, so that the process will not be heard. */
export function openMessageInlet(onError: (error: Error) => void): MessageInlet {
  const listeners: ((message: unknown) => void)[] = [];
  let socket: Socket | null = null;
  const waiting = awaitProcess((connected) => {
    socket = connected;
    connected.on(
      'data',
      readMessages((message) => {
        for (const listener of listeners) listener(message);
      }),
    );
  }, onError);

  return {
    address: waiting.address,
    onMessage: (listener) => {
      listeners.push(listener);
    },
    drain: async () => {
      // Whoever waits to be let in is let in before this: the system is asked between a timer and an immediate.
      await new Promise((resolve) => setTimeout(resolve));
      await new Promise((resolve) => setImmediate(resolve));
      if (socket === null) waiting.close();
      else if (!socket.destroyed) await once(socket, 'close');
    },
  };
}

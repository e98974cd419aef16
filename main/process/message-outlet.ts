import type { Socket } from 'node:net';
import { awaitProcess } from './local-socket.ts';
import { writeMessage } from './message-frames.ts';

/**
 * Where a program speaks to one process of its own: a local socket beside that in which it hears it, since an error of
 * writing to a process that is gone closes a socket, with what is still to be read from it.
 */
export interface MessageOutlet {
  /** For the process: where to connect. */
  readonly address: string;
  /** Messages wait for the process to come, in order; one to a process that is gone is dropped. */
  send(message: object): void;
  /** The process is gone. */
  close(): void;
}

/** Listens at once. `onError`: it cannot, so that the process will hear nothing. */
export function openMessageOutlet(onError: (error: Error) => void): MessageOutlet {
  /** Null: whoever should hear them has come, or is gone. */
  let early: object[] | null = [];
  let socket: Socket | null = null;
  const write = (connected: Socket, message: object): void => {
    if (connected.writable) writeMessage(connected, message, () => undefined);
  };
  const waiting = awaitProcess((connected) => {
    socket = connected;
    // Nothing ever comes; but whoever does not read does not hear of the end.
    connected.resume();
    for (const message of early ?? []) write(connected, message);
    early = null;
  }, onError);

  return {
    address: waiting.address,
    send: (message) => {
      if (socket === null) early?.push(message);
      else write(socket, message);
    },
    close: () => {
      waiting.close();
      socket?.destroy();
      early = null;
    },
  };
}

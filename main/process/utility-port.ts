import { connect, type Socket } from 'node:net';
import { readMessages, writeMessage } from './message-frames.ts';
import type { ParentPort } from './started-process.ts';

/** Whether this is a utility process of Electron's: there, and nowhere else, is a `process.parentPort`. */
export function isUtilityProcess(): boolean {
  return 'parentPort' in process;
}

/** Where the application waits for a process, for each direction. */
export interface UtilityAddresses {
  /** Of its `MessageInlet`. */
  readonly inlet: string;
  /** Of its `MessageOutlet`. */
  readonly outlet: string;
}

/**
 * The parent port of a utility process, by two sockets. Electron's own channel would drop what a process sent just
 * before it died, where the application has not yet come to read it; and a message into it costs the application half a
 * millisecond.
 */
export function openUtilityPort({ inlet, outlet }: UtilityAddresses): ParentPort {
  const speaking = connectToParent(inlet);
  // Nothing ever comes; but whoever does not read does not hear of the end.
  speaking.resume();
  const hearing = connectToParent(outlet);
  // The application has closed it, or is gone, or cannot be reached: what is deaf or dumb would be waited for in vain.
  for (const way of [speaking, hearing]) way.on('close', () => process.exit());
  return {
    send: (message) =>
      new Promise((resolve) => {
        writeMessage(speaking, message, resolve);
      }),
    onMessage: (listener) => {
      hearing.on('data', readMessages(listener));
    },
    end: () => {
      speaking.end(() => process.exit());
    },
  };
}

function connectToParent(address: string): Socket {
  const socket = connect(address);
  socket.on('error', ({ message }) => {
    process.stderr.write(`The program that started this process does not answer it: ${message}\n`);
  });
  return socket;
}

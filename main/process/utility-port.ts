import { connect } from 'node:net';
import { writeMessage } from './message-frames.ts';
import type { ParentPort } from './started-process.ts';

/** Electron's `process.parentPort`: there in a utility process, and nowhere else. */
export interface UtilityChannel {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

/** The channel of this process, where it is a utility process of Electron's; null elsewhere. */
export function utilityChannel(): UtilityChannel | null {
  const host: { readonly parentPort?: UtilityChannel } = process;
  return host.parentPort ?? null;
}

/**
 * The parent port of a utility process. It hears through Electron's channel and speaks through a socket: Electron drops
 * what a process sent just before it died, where the application has not yet come to read it.
 *
 * @param address of the application's `MessageInlet`
 */
export function openUtilityPort(channel: UtilityChannel, address: string): ParentPort {
  const socket = connect(address);
  socket.on('error', ({ message }) => {
    process.stderr.write(`The program that started this process does not hear it: ${message}\n`);
  });
  // The application has closed it, or is gone.
  socket.on('close', () => process.exit());
  // Nothing ever comes; but whoever does not read does not hear of the end.
  socket.resume();
  return {
    send: (message) =>
      new Promise((resolve) => {
        writeMessage(socket, message, resolve);
      }),
    onMessage: (listener) => {
      channel.on('message', ({ data }) => {
        listener(data);
      });
    },
    end: () => {
      socket.end(() => process.exit());
    },
  };
}

import type { ParentPort } from './started-process.ts';
import type { FromUtility, ToUtility } from './utility-envelope.ts';

/** Electron's `process.parentPort`: there in a utility process, and nowhere else. */
export interface UtilityChannel {
  postMessage(message: FromUtility): void;
  on(event: 'message', listener: (event: { readonly data: ToUtility }) => void): void;
}

/** The channel of this process, where it is a utility process of Electron's; null elsewhere. */
export function utilityChannel(): UtilityChannel | null {
  const host: { readonly parentPort?: UtilityChannel } = process;
  return host.parentPort ?? null;
}

/** The parent port of a utility process, whose program listens at once. `exit` ends the process. */
export function openUtilityPort(channel: UtilityChannel, exit: () => void): ParentPort {
  const waiting: { readonly sequence: number; readonly resolve: () => void }[] = [];
  let listener: (message: unknown) => void = () => undefined;
  let sent = 0;
  let isEnding = false;

  const endWhenHeard = (): void => {
    if (isEnding && waiting.length === 0) exit();
  };
  channel.on('message', ({ data }) => {
    if (data.kind === 'message') {
      listener(data.message);
      return;
    }
    while (waiting[0] !== undefined && waiting[0].sequence <= data.sequence) waiting.shift()?.resolve();
    endWhenHeard();
  });

  return {
    send: (message) =>
      new Promise((resolve) => {
        sent += 1;
        waiting.push({ sequence: sent, resolve });
        channel.postMessage({ sequence: sent, message });
      }),
    onMessage: (heard) => {
      listener = heard;
    },
    end: () => {
      isEnding = true;
      endWhenHeard();
    },
  };
}

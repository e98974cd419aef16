import { Blob } from 'node:buffer';
import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads';
import { fetch, FormData, Headers, Request, Response } from 'undici';

// Globals that Node 24 has and the Node 16 inside Electron 22 lacks.

/** HTML's structured clone: what crosses a message port is one. Nothing can be transferred. */
function clone(value: unknown): unknown {
  const { port1, port2 } = new MessageChannel();
  port1.postMessage(value);
  const received = receiveMessageOnPort(port2);
  port1.close();
  return (received as { readonly message: unknown }).message;
}

const GLOBALS = { Blob, fetch, FormData, Headers, Request, Response, structuredClone: clone };

/** Defines what is missing; what is there stays. */
export function defineGlobals(): void {
  for (const [name, value] of Object.entries(GLOBALS)) {
    if (name in globalThis) continue;
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });
  }
}

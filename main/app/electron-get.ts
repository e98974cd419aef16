import { lookup } from 'node:dns/promises';
import { Readable } from 'node:stream';
import { net, session, type IncomingMessage, type Session } from 'electron';
import { literalAddress } from '../download/address.ts';
import { refuseLocalDirect } from '../download/direct-connection.ts';
import type { HttpGet, HttpReply } from '../download/http-get.ts';
import { denyAll } from './closed-session.ts';

/** A session of its own, in memory: that of the window reaches nothing but its own page. */
const PARTITION = 'downloads';

/**
 * `HttpGet` by Chromium's network, with the system's proxy and certificates. Chromium resolves names itself: where it may
 * do so without a proxy, the addresses are looked up and checked right before.
 */
export function electronGet({ allowsLoopback = false } = {}): HttpGet {
  let own: Session | null = null;
  return async (url, headers, signal) => {
    own ??= openSession();
    signal.throwIfAborted();
    if (!allowsLoopback && literalAddress(url.hostname) === null) await untilAborted(refuseLocal(own, url), signal);
    return await ask(own, url, headers, signal);
  };
}

async function refuseLocal(own: Session, { href, hostname }: URL): Promise<void> {
  await refuseLocalDirect(hostname, await own.resolveProxy(href), addressesOf);
}

/** Neither a script that names proxies nor a resolver can be told to stop: they are left to themselves. */
function untilAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise<Value>((resolve, reject) => {
    const stop = (): void => {
      reject(cancelled());
    };
    signal.addEventListener('abort', stop);
    void work.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', stop);
    });
  });
}

function cancelled(): Error {
  return new Error('the request was cancelled');
}

async function addressesOf(hostname: string): Promise<readonly string[]> {
  const found = await lookup(hostname, { all: true });
  return found.map(({ address }) => address);
}

function openSession(): Session {
  const opened = session.fromPartition(PARTITION, { cache: false });
  denyAll(opened);
  return opened;
}

function ask(
  own: Session,
  url: URL,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<HttpReply> {
  return new Promise<HttpReply>((resolve, reject) => {
    signal.throwIfAborted();
    const request = net.request({
      ...{ url: url.href, session: own, redirect: 'manual', credentials: 'omit', cache: 'no-store' },
    });
    for (const [name, value] of Object.entries(headers)) request.setHeader(name, value);
    const abort = (): void => {
      request.abort();
    };
    // For as long as the signal, which is one request's: the request's own `close` only says that it was sent.
    signal.addEventListener('abort', abort);
    request.on('redirect', (status, _method, location) => {
      // Whoever asked decides whether it is followed; here it ends.
      const header = (name: string) => (name === 'location' ? location : null);
      resolve({ status, header, body: Readable.from([]), close: abort });
    });
    request.on('response', (response) => {
      const header = (name: string) => headerOf(response, name);
      resolve({ status: response.statusCode, header, body: streamOf(response), close: abort });
    });
    request.on('error', reject);
    request.on('abort', () => {
      reject(cancelled());
    });
    request.end();
  });
}

function headerOf({ headers }: IncomingMessage, name: string): string | null {
  const value = headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? null;
}

/** Electron documents it as a readable stream and types it as an emitter of events. */
function streamOf(response: unknown): Readable {
  if (response instanceof Readable) {
    // A connection that breaks before anybody reads would end the program. Whoever reads afterwards is told of it.
    response.on('error', () => undefined);
    return response;
  }
  throw new Error('Electron gave a response that is no stream');
}

import electron, { app, net, utilityProcess } from 'electron';
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { Request, Response } from 'undici';

// What Electron 45 has and 22 lacks, as far as the application uses it: `protocol.handle`, `net.fetch` of files,
// `webUtils` in preload scripts (`preload.ts`), and programs of utility processes that find the globals of `globals.ts`.

type Handler = (request: Request) => Response | Promise<Response>;

interface StreamAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly data: Readable;
}

/** What `protocol` is in Electron 22; the types that are installed are those of 45. */
interface Protocol22 {
  registerStreamProtocol(
    scheme: string,
    handler: (
      request: { readonly url: string; readonly method: string; readonly headers: Readonly<Record<string, string>> },
      answer: (response: StreamAnswer | { readonly error: number }) => void,
    ) => void,
  ): boolean;
  unregisterProtocol(scheme: string): boolean;
  isProtocolRegistered(scheme: string): boolean;
}

interface Session22 {
  readonly protocol: Protocol22;
  setPreloads(files: readonly string[]): void;
}

/** Chromium's ERR_FAILED: what a page sees where a handler throws. */
const ERR_FAILED = -2;

/** Call it before the application is loaded. */
export function extendElectron(): void {
  const { protocol } = electron as unknown as Session22;
  extendProtocol(protocol);
  app.on('session-created', (session) => {
    const created = session as unknown as Session22;
    extendProtocol(created.protocol);
    created.setPreloads([path.join(__dirname, 'preload.cjs')]);
  });
  Object.assign(net, { fetch: fetchFile });
  extendUtilityProcesses();
}

function extendProtocol(target: Protocol22): void {
  Object.assign(target, {
    handle: (scheme: string, handler: Handler) => {
      const registered = target.registerStreamProtocol(scheme, ({ url, method, headers }, answer) => {
        void answerOf(handler, new Request(url, { method, headers })).then(answer);
      });
      if (!registered) throw new Error(`The scheme ${scheme} is handled already`);
    },
    unhandle: (scheme: string) => target.unregisterProtocol(scheme),
    isProtocolHandled: (scheme: string) => target.isProtocolRegistered(scheme),
  });
}

async function answerOf(handler: Handler, request: Request): Promise<StreamAnswer | { readonly error: number }> {
  try {
    const response = await handler(request);
    const data = Readable.from(response.body ?? []);
    return { statusCode: response.status, headers: Object.fromEntries(response.headers), data };
  } catch {
    return { error: ERR_FAILED };
  }
}

/** Only `file:` addresses: nothing that is tested is on a network. */
async function fetchFile(input: string | Request): Promise<Response> {
  const url = new URL(typeof input === 'string' ? input : input.url);
  if (url.protocol !== 'file:') throw new TypeError(`net.fetch of this test runtime reads files only, not ${url.href}`);
  const stream = createReadStream(fileURLToPath(url));
  await new Promise((resolve, reject) => stream.once('open', resolve).once('error', reject));
  return new Response(stream);
}

/** `NODE_OPTIONS`, which could load something before a program, is fused off in a package. */
function extendUtilityProcesses(): void {
  const fork = utilityProcess.fork.bind(utilityProcess);
  utilityProcess.fork = (program, args, options) =>
    fork(path.join(__dirname, 'child.cjs'), [program, ...(args ?? [])], options);
}

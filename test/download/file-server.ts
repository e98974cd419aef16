import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A file on a server, of bytes that nobody has seen before. */
export const CONTENT = randomBytes(300_000);
export const DIGEST = createHash('sha256').update(CONTENT).digest('hex');
export const ETAG = '"first"';

export interface Asked {
  readonly path: string;
  readonly range: string | null;
  readonly ifRange: string | null;
}

export interface FileServer {
  readonly url: string;
  /** What was asked for, in order. */
  readonly asked: readonly Asked[];
  close(): Promise<void>;
}

export type Serve = (response: ServerResponse, request: IncomingMessage, asked: readonly Asked[]) => void;

/** A real server of this machine, which answers as a test says. */
export async function openFileServer(serve: Serve): Promise<FileServer> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const { range, 'if-range': ifRange } = request.headers;
    asked.push({
      path: request.url ?? '',
      range: range ?? null,
      ifRange: typeof ifRange === 'string' ? ifRange : null,
    });
    serve(response, request, asked);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/weights.pth`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** Answers as a good server does: whole, or the part that is asked for where the content is still this one. */
export function serveWell(response: ServerResponse, request: IncomingMessage, content = CONTENT, etag = ETAG): void {
  const from = partFrom(request, etag);
  if (from === null) {
    response.writeHead(200, { 'content-length': content.length, etag, 'accept-ranges': 'bytes' });
    response.end(content);
    return;
  }
  if (from >= content.length) {
    response.writeHead(416, { 'content-range': `bytes */${content.length}` }).end();
    return;
  }
  response.writeHead(206, {
    'content-length': content.length - from,
    'content-range': `bytes ${from}-${content.length - 1}/${content.length}`,
    etag,
  });
  response.end(content.subarray(from));
}

/** First byte that is asked for; null: all of it, or of a content that was another. */
export function partFrom({ headers }: IncomingMessage, etag = ETAG): number | null {
  const from = /^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1];
  return from === undefined || (headers['if-range'] !== undefined && headers['if-range'] !== etag)
    ? null
    : Number(from);
}

/** Announces all of the content, sends this much of it, and resets the connection once it is `received`. */
export function breakAfter(response: ServerResponse, bytes: number, from: number, received: () => boolean): void {
  const rest = CONTENT.subarray(from);
  response.writeHead(from === 0 ? 200 : 206, {
    'content-length': rest.length,
    etag: ETAG,
    ...(from === 0 ? {} : { 'content-range': `bytes ${from}-${CONTENT.length - 1}/${CONTENT.length}` }),
  });
  // A reset takes away what is still on its way.
  const reset = (): void => {
    if (received()) response.socket?.resetAndDestroy();
    else setImmediate(reset);
  };
  response.write(rest.subarray(0, bytes), reset);
}

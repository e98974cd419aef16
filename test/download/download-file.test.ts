import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DOWNLOAD_LIMITS, downloadFile, type DownloadLimits } from '../../main/download/download-file.ts';
import type { HttpGet } from '../../main/download/http-get.ts';
import { nodeGet } from '../../main/download/node-get.ts';
import {
  breakAfter,
  CONTENT,
  DIGEST,
  ETAG,
  openFileServer,
  partFrom,
  serveWell,
  type FileServer,
  type Serve,
} from './file-server.ts';

const limits: DownloadLimits = {
  ...DOWNLOAD_LIMITS,
  attempts: 3,
  backOffMs: 1,
  // Longer than a disk that is busy holds a write up.
  stallMs: 20_000,
  stallBytes: 100,
  allowsLoopback: true,
};
const nobody = new AbortController().signal;
const real = nodeGet({}, { allowsLoopback: true });

let folder: string;
let server: FileServer | null = null;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'classifold-download-'));
});
afterEach(async () => {
  await server?.close();
  server = null;
  rmSync(folder, { recursive: true });
});

const target = (): string => path.join(folder, 'in', 'weights.pth');
const part = (): string => `${target()}.part`;
/** Whether so many bytes are on the disk. */
const hasCome = (bytes: number) => (): boolean => existsSync(part()) && statSync(part()).size === bytes;
const left = (): readonly string[] => (existsSync(path.join(folder, 'in')) ? readdirSync(path.join(folder, 'in')) : []);

async function serve(how: Serve): Promise<FileServer> {
  server = await openFileServer(how);
  return server;
}

function download(
  url: string,
  request: Partial<Parameters<typeof downloadFile>[0]> = {},
  signal = nobody,
  within = limits,
  get = real,
) {
  const heard: (readonly [bytes: number, total: number | null])[] = [];
  const asked = { url, file: target(), bytes: null, sha256: DIGEST, mostBytes: 1_000_000, spaceFactor: 1, ...request };
  const done = downloadFile(asked, get, signal, (bytes, total) => heard.push([bytes, total]), within);
  return { done, heard };
}

describe('a download', () => {
  it('is there whole under its name, with nothing beside it, and tells how far it is', async () => {
    const { url } = await serve((response, request) => {
      serveWell(response, request);
    });
    const { done, heard } = download(url);
    expect(await done).toEqual({ ok: true, bytes: CONTENT.length, sha256: DIGEST });
    expect(readFileSync(target()).equals(CONTENT)).toBe(true);
    expect(left()).toEqual(['weights.pth']);
    expect(heard[0]).toEqual([0, CONTENT.length]);
    expect(heard.at(-1)).toEqual([CONTENT.length, CONTENT.length]);
  });

  it('goes on where a connection was reset, with the part of the same content', async () => {
    const { url, asked } = await serve((response, request, before) => {
      const from = partFrom(request) ?? 0;
      if (before.length < 4) breakAfter(response, 50_000, from, hasCome(from + 50_000));
      else serveWell(response, request);
    });
    const { done, heard } = download(url);
    expect(await done).toMatchObject({ ok: true, sha256: DIGEST });
    expect(asked[0]).toMatchObject({ range: null, ifRange: null });
    expect(asked.slice(1).every(({ ifRange }) => ifRange === ETAG)).toBe(true);
    expect(asked.map(({ range }) => range)).toEqual([null, 'bytes=50000-', 'bytes=100000-', 'bytes=150000-']);
    const bytes = heard.map(([there]) => there);
    expect(bytes).toEqual([...bytes].sort((a, b) => a - b));
  });

  it('goes on after the program was stopped, and asks for nothing more where all of it had come', async () => {
    let sent = 150_000;
    const { url, asked } = await serve((response, request) => {
      if (partFrom(request) === null) {
        response.writeHead(200, { 'content-length': CONTENT.length, etag: ETAG });
        response.write(CONTENT.subarray(0, sent));
      } else serveWell(response, request);
    });
    const stop = new AbortController();
    const first = download(url, {}, stop.signal);
    await expect.poll(() => first.heard.at(-1)?.[0]).toBe(sent);
    stop.abort();
    expect(await first.done).toEqual({ ok: false, failure: { kind: 'cancelled' } });
    expect([...left()].sort()).toEqual(['weights.pth.part', 'weights.pth.part.json']);
    expect(await download(url).done).toMatchObject({ ok: true });
    expect(asked.map(({ range }) => range)).toEqual([null, `bytes=${sent}-`]);

    rmSync(target());
    writeFileSync(part(), CONTENT);
    writeFileSync(`${target()}.part.json`, JSON.stringify({ url, validator: ETAG }));
    sent = 0;
    expect(await download(url).done).toMatchObject({ ok: true, sha256: DIGEST });
    expect(asked.at(-1)?.range).toBe(`bytes=${CONTENT.length}-`);
  });

  it.each([
    ['the content has changed since', 'other', '"second"'],
    ['nobody knows whose the bytes are', null, ETAG],
    ['the bytes are of another address', 'url', ETAG],
  ])('begins anew where %s', async (_, what, etag) => {
    const { url, asked } = await serve((response, request) => {
      serveWell(response, request, CONTENT, etag);
    });
    await download(url).done;
    rmSync(target());
    writeFileSync(part(), 'something else');
    const note = { url: what === 'url' ? `${url}?older` : url, validator: ETAG };
    if (what !== null) writeFileSync(`${target()}.part.json`, JSON.stringify(note));
    expect(await download(url).done).toMatchObject({ ok: true, sha256: DIGEST });
    expect(asked.at(-1)?.range).toBe(what === 'other' ? 'bytes=14-' : null);
  });

  it('begins anew where a server keeps neither to If-Range nor to the part that was asked for', async () => {
    const { url } = await serve((response, request) => {
      // The rest of a new content, behind the beginning of the old one; then a part that begins elsewhere.
      if (request.headers['if-range'] === ETAG) {
        const rest = CONTENT.subarray(10_000);
        const range = `bytes 10000-${CONTENT.length - 1}/${CONTENT.length}`;
        response.writeHead(206, { 'content-length': rest.length, 'content-range': range, etag: '"second"' }).end(rest);
      } else serveWell(response, request, CONTENT, '"second"');
    });
    await download(url).done;
    rmSync(target());
    for (const there of [10_000, 9_999]) {
      writeFileSync(part(), Buffer.alloc(there));
      writeFileSync(`${target()}.part.json`, JSON.stringify({ url, validator: ETAG }));
      expect(await download(url).done).toMatchObject({ ok: true, sha256: DIGEST });
    }
  });

  it('is read from the beginning again by a server that ignores Range', async () => {
    const { url, asked } = await serve((response, _request, before) => {
      if (before.length === 1) breakAfter(response, 50_000, 0, hasCome(50_000));
      else response.writeHead(200, { 'content-length': CONTENT.length, etag: ETAG }).end(CONTENT);
    });
    expect(await download(url).done).toMatchObject({ ok: true, sha256: DIGEST });
    expect(asked[1]?.range).toMatch(/^bytes=/);
  });

  it('follows a redirect', async () => {
    const { url, asked } = await serve((response, request) => {
      if (request.url === '/weights.pth') response.writeHead(302, { location: '/elsewhere' }).end();
      else serveWell(response, request);
    });
    expect(await download(url).done).toMatchObject({ ok: true });
    expect(asked.map((request) => request.path)).toEqual(['/weights.pth', '/elsewhere']);
  });

  it('that is there whole is taken where its digest fits, and brought anew where it does not', async () => {
    const { url, asked } = await serve((response, request) => {
      serveWell(response, request);
    });
    await download(url).done;
    expect(await download(url).done).toEqual({ ok: true, bytes: CONTENT.length, sha256: DIGEST });
    expect(asked).toHaveLength(1);
    writeFileSync(target(), 'something else');
    expect(await download(url).done).toEqual({ ok: true, bytes: CONTENT.length, sha256: DIGEST });
    expect(readFileSync(target()).equals(CONTENT)).toBe(true);
    await download(url, { sha256: null }).done;
    expect(asked).toHaveLength(3);
  });

  it('waits less for the first answer than for the next', async () => {
    const { url } = await serve((response, request) => {
      if (request.url !== '/silent') serveWell(response, request);
    });
    let connections = 0;
    const get: HttpGet = (asked, ...how) => {
      connections += 1;
      return real(connections === 1 ? new URL('/silent', asked) : asked, ...how);
    };
    const within = { ...limits, firstAnswerMs: 10, answerMs: 600_000 };
    expect(await download(url, {}, nobody, within, get).done).toMatchObject({ ok: true, sha256: DIGEST });
    expect(connections).toBe(2);
  });

  it('needs no length, and a digest may be the beginning of one, or be unknown', async () => {
    const { url } = await serve((response) => {
      response.writeHead(200).end(CONTENT);
    });
    expect(await download(url, { sha256: DIGEST.slice(0, 8) }).done).toMatchObject({ ok: true });
    expect(await download(url, { sha256: null }).done).toEqual({ ok: true, bytes: CONTENT.length, sha256: DIGEST });
  });
});

describe('a download is refused', () => {
  const refused = async (
    url: string,
    request: Partial<Parameters<typeof downloadFile>[0]> = {},
    within: DownloadLimits = limits,
  ) => {
    const done = await download(url, request, nobody, within).done;
    if (done.ok) throw new Error('it was downloaded');
    expect(existsSync(target())).toBe(false);
    return done.failure;
  };

  it('where the file is not the one that was published, and goes', async () => {
    const { url } = await serve((response, request) => {
      serveWell(response, request);
    });
    const expected = '0'.repeat(64);
    expect(await refused(url, { sha256: expected })).toMatchObject({ kind: 'wrong-digest', sha256: DIGEST, expected });
    expect(left()).toEqual([]);
  });

  it.each([404, 403, 401, 410])('by status %s, at once', async (status) => {
    const { url, asked } = await serve((response) => {
      response.writeHead(status).end('no');
    });
    expect(await refused(url)).toMatchObject({ kind: 'status', status });
    expect(asked).toHaveLength(1);
  });

  it.each([500, 503, 429])('by status %s, after a few attempts', async (status) => {
    const { url, asked } = await serve((response) => {
      response.writeHead(status).end('later');
    });
    expect(await refused(url)).toMatchObject({ kind: 'status', status });
    expect(asked).toHaveLength(limits.attempts);
  });

  it('where fewer bytes come than were announced, again and again', async () => {
    const { url, asked } = await serve((response, request) => {
      const from = partFrom(request) ?? 0;
      breakAfter(response, from === 0 ? 1_000 : 0, from, hasCome(1_000));
    });
    expect(await refused(url)).toMatchObject({ kind: 'offline', host: new URL(url).host });
    expect(asked.length).toBe(1 + limits.attempts);
    expect(left()).toContain('weights.pth.part');
  });

  it('where it is cut off by a server that ends well, without a validator', async () => {
    const { url, asked } = await serve((response) => {
      response.writeHead(200, { connection: 'close' }).end(CONTENT.subarray(0, 1_000));
    });
    expect(await refused(url, { bytes: CONTENT.length })).toMatchObject({
      kind: 'incomplete',
      bytes: 1_000,
      total: CONTENT.length,
    });
    expect(asked).toHaveLength(1 + limits.attempts);
  });

  it('where a length is announced that the file does not have, or that no such file can have', async () => {
    const { url } = await serve((response, request) => {
      serveWell(response, request);
    });
    expect(await refused(url, { bytes: 4_000 })).toMatchObject({ kind: 'wrong-size', bytes: 300_000, expected: 4_000 });
    expect(await refused(url, { mostBytes: 299_999 })).toMatchObject({ kind: 'wrong-size', expected: 299_999 });
    expect(left()).toEqual([]);
  });

  it('where more comes than may, announced or not', async () => {
    const { url } = await serve((response) => {
      response.writeHead(200).end(CONTENT);
    });
    expect(await refused(url, { mostBytes: 10_000 })).toMatchObject({ kind: 'wrong-size', expected: 10_000 });
    expect(left()).toEqual([]);
  });

  it('where a length is announced that is too small: what comes is not the file', async () => {
    const { url } = await serve((response) => {
      response.socket?.write(`HTTP/1.1 200 OK\r\nContent-Length: 100\r\nConnection: close\r\n\r\n`);
      response.socket?.end(CONTENT);
    });
    expect(await refused(url)).toMatchObject({ kind: 'wrong-digest' });
  });

  it.each([
    ['nothing', 0],
    ['a byte now and then', 1],
  ])('where %s comes for a while', async (_, bytes) => {
    const { url } = await serve((response) => {
      response.writeHead(200, { 'content-length': CONTENT.length, etag: ETAG });
      response.flushHeaders();
      const drip = setInterval(() => response.write(CONTENT.subarray(0, bytes)), 10);
      response.on('close', () => {
        clearInterval(drip);
      });
    });
    expect(await refused(url, {}, { ...limits, stallMs: 100 })).toMatchObject({ kind: 'stalled', seconds: 0.1 });
  });

  it.each([
    ['http', 'http://example.com/weights.pth', 'insecure'],
    ['a file', 'file:///etc/passwd', 'insecure'],
    ['ftp', 'ftp://example.com/weights.pth', 'insecure'],
    ['this machine', 'https://127.0.0.1/weights.pth', 'not-public'],
    ['this machine by name', 'https://localhost/weights.pth', 'not-public'],
    ['its network', 'https://192.168.1.1/weights.pth', 'not-public'],
    ['a cloud’s own address', 'https://169.254.169.254/latest', 'not-public'],
    ['this machine in IPv6', 'https://[::1]/weights.pth', 'not-public'],
    ['its network in IPv6', 'https://[fd12::1]/weights.pth', 'not-public'],
    ['an IPv4 address in IPv6', 'https://[::ffff:10.0.0.1]/weights.pth', 'not-public'],
    ['a number that is an address', 'https://2130706433/weights.pth', 'not-public'],
    ['nothing', 'https://', 'insecure'],
  ])('where it is redirected to %s', async (_, location, kind) => {
    const { url, asked } = await serve((response) => {
      response.writeHead(302, { location }).end();
    });
    expect(await refused(url)).toMatchObject({ kind });
    expect(asked).toHaveLength(1);
  });

  it('where it is redirected for ever', async () => {
    const { url, asked } = await serve((response, _request, before) => {
      response.writeHead(302, { location: `/${before.length}` }).end();
    });
    expect(await refused(url)).toMatchObject({ kind: 'redirects' });
    expect(asked).toHaveLength(6);
  });

  it('where nobody answers', async () => {
    const gone = await openFileServer(() => undefined);
    await gone.close();
    expect(await refused(gone.url)).toMatchObject({ kind: 'offline', host: '127.0.0.1' });
  });

  it('soon where nobody was ever reached: after two connections', async () => {
    let connections = 0;
    const get = () => {
      connections += 1;
      return Promise.reject(new Error('no network'));
    };
    const request = { url: 'https://models.example/weights.pth', file: target(), bytes: null, sha256: DIGEST };
    const downloaded = await downloadFile(
      { ...request, mostBytes: 1_000_000, spaceFactor: 1 },
      get,
      nobody,
      () => undefined,
      limits,
    );
    expect(downloaded).toMatchObject({ ok: false, failure: { kind: 'offline', reason: 'no network' } });
    expect(connections).toBe(2);
  });

  it('soon where what was sent is swallowed: after two connections', async () => {
    const { url } = await serve(() => undefined);
    let connections = 0;
    const get: HttpGet = (...asked) => {
      connections += 1;
      return real(...asked);
    };
    const downloaded = await download(url, {}, nobody, { ...limits, firstAnswerMs: 10, answerMs: 20 }, get).done;
    expect(downloaded).toEqual({ ok: false, failure: { kind: 'unanswered', host: '127.0.0.1', seconds: 0.02 } });
    expect(connections).toBe(2);
  });

  it('where the disk has too little room', async () => {
    const { url } = await serve((response, request) => {
      serveWell(response, request);
    });
    expect(await refused(url, { spaceFactor: 1e12 })).toMatchObject({ kind: 'no-space' });
    expect(left()).toEqual([]);
  });

  it('where the disk has too little room for the rest, which is gone on with once it has', async () => {
    const { url, asked } = await serve((response, request) => {
      serveWell(response, request);
    });
    mkdirSync(path.dirname(part()));
    writeFileSync(part(), CONTENT.subarray(0, 200_000));
    writeFileSync(`${target()}.part.json`, JSON.stringify({ url, validator: ETAG }));
    expect(await refused(url, { spaceFactor: 1e12 })).toMatchObject({ kind: 'no-space' });
    expect(await download(url).done).toMatchObject({ ok: true, sha256: DIGEST });
    expect(asked.map(({ range }) => range)).toEqual(['bytes=200000-', 'bytes=200000-']);
  });

  it('where its folder cannot be', async () => {
    writeFileSync(path.join(folder, 'in'), 'a file');
    const done = await download('http://127.0.0.1:9/').done;
    expect(done).toMatchObject({ ok: false, failure: { kind: 'unwritable' } });
  });
});

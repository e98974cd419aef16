import { build } from 'esbuild';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { ElectronApplication } from 'playwright-core';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Downloaded, DownloadRequest } from '../../main/download/download-file.ts';
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
} from '../download/file-server.ts';
import { openRefusingProxy, type RefusingProxy } from '../download/refusing-proxy.ts';
import { ownDisplay } from './own-display.ts';
import { launchElectron, type Launch } from './electron.ts';

// What the command line's downloader is tested for, by the window's: Chromium has its own way with ranges, redirects and
// connections that break.

const outfile = path.resolve(import.meta.dirname, '../../out/test/window-download/main.cjs');
beforeAll(async () => {
  await build({
    absWorkingDir: path.join(import.meta.dirname, 'window-download'),
    entryPoints: ['main.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node16',
    external: ['electron'],
  });
});

let folder: string;
let application: ElectronApplication;
let server: FileServer | null = null;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'classifold-window-download-'));
});
afterEach(async () => {
  await server?.close();
  server = null;
  await application.close();
  rmSync(folder, { recursive: true, force: true });
});

async function launch(more: Pick<Launch, 'args' | 'env'> = {}): Promise<void> {
  const userData = path.join(folder, 'data');
  application = await launchElectron({ application: outfile, userData, display: ownDisplay(), ...more });
}

const target = (): string => path.join(folder, 'in', 'weights.pth');
const part = (): string => `${target()}.part`;
const hasCome = (bytes: number) => (): boolean => existsSync(part()) && statSync(part()).size === bytes;

async function serve(how: Serve): Promise<FileServer> {
  server = await openFileServer(how);
  return server;
}

interface Host {
  download(request: DownloadRequest, stopAt: number | null, patienceMs: number): Promise<Downloaded>;
  ask(url: string): Promise<number | string>;
  stopAsking(): void;
}

function download(
  url: string,
  stopAt: number | null = null,
  wanted: Partial<DownloadRequest> = {},
  patienceMs = 20_000,
): Promise<Downloaded> {
  const usual = { url, file: target(), bytes: null, sha256: DIGEST, mostBytes: 1_000_000, spaceFactor: 1 };
  const request = { ...usual, ...wanted };
  return application.evaluate(
    async (_electron, [asked, at, ms]) => await (globalThis as unknown as Host).download(asked, at, ms),
    [request, stopAt, patienceMs] as const,
  );
}

const ask = (url: string): Promise<number | string> =>
  application.evaluate(async (_electron, asked) => await (globalThis as unknown as Host).ask(asked), url);

describe("a download by the window's network", () => {
  beforeEach(async () => {
    await launch();
  });

  it('is there whole, with nothing beside it', async () => {
    const { url } = await serve((response, request) => {
      serveWell(response, request);
    });
    expect(await download(url)).toEqual({ ok: true, bytes: CONTENT.length, sha256: DIGEST });
    expect(readFileSync(target()).equals(CONTENT)).toBe(true);
    expect(readdirSync(path.dirname(target()))).toEqual(['weights.pth']);
  });

  it('goes on where a connection was reset, with the part of the same content', async () => {
    const { url, asked } = await serve((response, request, before) => {
      const from = partFrom(request) ?? 0;
      if (before.length < 3) breakAfter(response, 100_000, from, hasCome(from + 100_000));
      else serveWell(response, request);
    });
    expect(await download(url)).toMatchObject({ ok: true, sha256: DIGEST });
    expect(asked.map(({ range, ifRange }) => [range, ifRange])).toEqual([
      [null, null],
      ['bytes=100000-', ETAG],
      ['bytes=200000-', ETAG],
    ]);
  });

  it('is read from the beginning again by a server that ignores Range', async () => {
    const { url, asked } = await serve((response, _request, before) => {
      if (before.length === 1) breakAfter(response, 50_000, 0, hasCome(50_000));
      else response.writeHead(200, { 'content-length': CONTENT.length, etag: ETAG }).end(CONTENT);
    });
    expect(await download(url)).toEqual({ ok: true, bytes: CONTENT.length, sha256: DIGEST });
    expect(asked.map(({ range }) => range)).toEqual([null, 'bytes=50000-']);
    expect(readFileSync(target()).equals(CONTENT)).toBe(true);
  });

  it('is refused where the file is not the one that was published, and goes', async () => {
    const { url } = await serve((response, request) => {
      serveWell(response, request);
    });
    const expected = '0'.repeat(64);
    expect(await download(url, null, { sha256: expected })).toMatchObject({
      failure: { kind: 'wrong-digest', sha256: DIGEST, expected },
    });
    expect(readdirSync(path.dirname(target()))).toEqual([]);
  });

  it('ends where fewer bytes come than were announced, again and again, and keeps them', async () => {
    const { url, asked } = await serve((response, request) => {
      const from = partFrom(request) ?? 0;
      // Later, the connection is gone before anything was answered.
      if (from === 0) breakAfter(response, 50_000, 0, hasCome(50_000));
      else response.socket?.resetAndDestroy();
    });
    expect(await download(url)).toMatchObject({ failure: { kind: 'offline' } });
    expect(asked.length).toBeGreaterThanOrEqual(4);
    expect(statSync(part()).size).toBe(50_000);
    expect(existsSync(target())).toBe(false);
  });

  it('ends where the connection is gone right after the head of an answer, again and again', async () => {
    const { url } = await serve((response, request) => {
      const from = partFrom(request) ?? 0;
      breakAfter(response, from === 0 ? 1_000 : 0, from, hasCome(1_000));
    });
    expect(await download(url)).toMatchObject({ ok: false });
    expect(statSync(part()).size).toBe(1_000);
  });

  it('is refused where less comes than the file has, of a server that ends well', async () => {
    const { url } = await serve((response) => {
      response.writeHead(200, { connection: 'close' }).end(CONTENT.subarray(0, 1_000));
    });
    expect(await download(url, null, { bytes: CONTENT.length })).toMatchObject({
      failure: { kind: 'incomplete', bytes: 1_000, total: CONTENT.length },
    });
    expect(existsSync(target())).toBe(false);
  });

  it('is refused where a length is announced that the file does not have, or fewer bytes than come', async () => {
    const { url } = await serve((response, request) => {
      if (request.url === '/short') {
        response.socket?.write('HTTP/1.1 200 OK\r\nContent-Length: 100\r\nConnection: close\r\n\r\n');
        response.socket?.end(CONTENT);
      } else serveWell(response, request);
    });
    expect(await download(url, null, { bytes: 4_000 })).toMatchObject({
      failure: { kind: 'wrong-size', bytes: CONTENT.length, expected: 4_000 },
    });
    expect(await download(new URL('/short', url).href)).toMatchObject({ failure: { kind: 'wrong-digest' } });
    expect(readdirSync(path.dirname(target()))).toEqual([]);
  });

  it('is stopped at once, and gone on with later', async () => {
    const { url, asked } = await serve((response, request) => {
      if (partFrom(request) === null) {
        response.writeHead(200, { 'content-length': CONTENT.length, etag: ETAG });
        response.write(CONTENT.subarray(0, 150_000));
        // What comes after the stop is not taken any more.
        const goOn = setInterval(() => {
          if (!hasCome(150_000)()) return;
          clearInterval(goOn);
          response.end(CONTENT.subarray(150_000));
        }, 1);
      } else serveWell(response, request);
    });
    expect(await download(url, 150_000)).toEqual({ ok: false, failure: { kind: 'cancelled' } });
    expect(hasCome(150_000)()).toBe(true);
    expect(await download(url)).toMatchObject({ ok: true, sha256: DIGEST });
    expect(asked.map(({ range }) => range)).toEqual([null, 'bytes=150000-']);
  });

  it('follows a redirect by its own rules, and none to where it may not', async () => {
    const { url, asked } = await serve((response, request) => {
      if (request.url === '/weights.pth') response.writeHead(302, { location: '/elsewhere' }).end();
      else if (request.url === '/away') response.writeHead(302, { location: 'https://192.168.1.1/weights.pth' }).end();
      else if (request.url === '/openly') response.writeHead(302, { location: 'http://192.168.1.1/weights.pth' }).end();
      else serveWell(response, request);
    });
    expect(await download(url)).toMatchObject({ ok: true, sha256: DIGEST });
    expect(asked.map((request) => request.path)).toEqual(['/weights.pth', '/elsewhere']);
    rmSync(target());
    expect(await download(new URL('/away', url).href)).toMatchObject({ failure: { kind: 'not-public' } });
    expect(await download(new URL('/openly', url).href)).toMatchObject({ failure: { kind: 'insecure' } });
    expect(asked).toHaveLength(4);
  });

  it('ends where the server says no, or nobody answers', async () => {
    const { url } = await serve((response) => {
      response.writeHead(404).end('no');
    });
    expect(await download(url)).toMatchObject({ failure: { kind: 'status', status: 404 } });
    await server?.close();
    server = null;
    expect(await download(url)).toMatchObject({ failure: { kind: 'offline', host: '127.0.0.1' } });
  });

  it('ends where the server takes the connection, and says nothing', async () => {
    const { url } = await serve(() => undefined);
    expect(await download(url, null, {}, 1_000)).toMatchObject({ failure: { kind: 'unanswered', host: '127.0.0.1' } });
  });

  it('ends where a byte comes now and then', async () => {
    const { url } = await serve((response) => {
      response.writeHead(200, { 'content-length': CONTENT.length, etag: ETAG });
      response.flushHeaders();
      const drip = setInterval(() => response.write(CONTENT.subarray(0, 1)), 20);
      response.on('close', () => {
        clearInterval(drip);
      });
    });
    expect(await download(url, null, {}, 1_000)).toMatchObject({ failure: { kind: 'stalled' } });
  });

  it('is not even tried at a name that leads into this machine', async () => {
    const { url, asked } = await serve((response, request) => {
      serveWell(response, request);
    });
    expect(await ask(url.replace('127.0.0.1', 'localhost'))).toBe('NotPublicError');
    expect(asked).toHaveLength(0);
  });
});

describe("a download by the window's network, where the system has a proxy", () => {
  let proxy: RefusingProxy;
  beforeEach(async () => {
    proxy = await openRefusingProxy();
  });
  afterEach(() => {
    proxy.close();
  });

  // Where no desktop keeps settings, the variables are what Chromium reads as the system's.
  const withoutDesktop = { XDG_CURRENT_DESKTOP: '', DESKTOP_SESSION: '', no_proxy: '', NO_PROXY: '' };
  it.each<[string, (address: string) => Pick<Launch, 'args' | 'env'>]>([
    ['by a switch', (address) => ({ args: [`--proxy-server=${address}`] })],
    ['by a variable', (address) => ({ env: { ...withoutDesktop, https_proxy: `http://${address}` } })],
  ])('is asked of that proxy, named %s, ends where it refuses, and asks for nothing else', async (_by, named) => {
    await launch(named(`127.0.0.1:${proxy.port}`));
    // Only a proxy could know where this is.
    const url = 'https://models.example:8443/weights.pth';
    expect(await download(url)).toEqual({
      ok: false,
      failure: { kind: 'offline', host: 'models.example', reason: 'net::ERR_TUNNEL_CONNECTION_FAILED' },
    });
    const before = proxy.heard.length;
    expect(before).toBeGreaterThan(0);
    expect(await ask(url)).toBe('Error');
    expect(proxy.heard.length).toBeGreaterThan(before);
    expect(new Set(proxy.heard)).toEqual(new Set(['CONNECT models.example:8443 HTTP/1.1']));
  });
});

describe("a download by the window's network, where nobody says which proxy it goes through", () => {
  it('is stopped at once', async () => {
    let isHeard = false;
    let isLeft = false;
    const script = await serve((response) => {
      isHeard = true;
      response.on('close', () => {
        isLeft = true;
      });
    });
    await launch({ args: [`--proxy-pac-url=${script.url}`] });
    const answered = ask('https://models.example/weights.pth');
    await expect.poll(() => isHeard, { timeout: 20_000 }).toBe(true);
    await application.evaluate(() => {
      (globalThis as unknown as Host).stopAsking();
    });
    expect(await answered).toBe('Error');
    expect(isLeft).toBe(false);
  });
});

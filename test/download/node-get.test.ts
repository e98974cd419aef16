import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NotPublicError } from '../../main/download/address.ts';
import { UnusableProxyError } from '../../main/download/named-proxy.ts';
import { ignoredProxy, nodeGet } from '../../main/download/node-get.ts';
import { openFileServer, serveWell, type FileServer } from './file-server.ts';
import { openRefusingProxy, type RefusingProxy } from './refusing-proxy.ts';

let server: FileServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

describe('a proxy', () => {
  it('is told of where this Node goes without it', () => {
    const [older, newer] = [new Set(['--use-openssl-ca']), new Set(['--use-openssl-ca', '--use-env-proxy'])];
    expect(ignoredProxy({ HTTPS_PROXY: 'http://proxy.example:8080' }, older)).toBe('HTTPS_PROXY');
    expect(ignoredProxy({ https_proxy: 'http://proxy.example:8080' }, older)).toBe('https_proxy');
    expect(ignoredProxy({ HTTPS_PROXY: 'http://proxy.example:8080' }, newer)).toBeNull();
    expect(ignoredProxy({ HTTPS_PROXY: '', NO_PROXY: '*' }, older)).toBeNull();
  });

  it('is used by the Node that the package brings', () => {
    expect(ignoredProxy({ HTTPS_PROXY: 'http://proxy.example:8080' })).toBeNull();
  });
});

describe('a proxy that is named', () => {
  let proxy: RefusingProxy;
  beforeEach(async () => {
    proxy = await openRefusingProxy();
  });
  afterEach(() => {
    proxy.close();
  });
  const { signal } = new AbortController();
  const ask = (env: NodeJS.ProcessEnv, url = `https://127.0.0.1:${proxy.port}/weights.pth`) =>
    nodeGet(env, { allowsLoopback: true })(new URL(url), {}, signal);

  it.each([
    'http://127.0.0.1:PORT',
    'HTTP://127.0.0.1:PORT',
    '127.0.0.1:PORT',
    'localhost:PORT',
    'me:pass@127.0.0.1:PORT/',
  ])('%s is asked, and nobody else', async (named) => {
    const value = named.replace('PORT', String(proxy.port));
    for (const variable of ['HTTPS_PROXY', 'https_proxy']) {
      await expect(ask({ [variable]: value }, 'https://models.example/weights.pth')).rejects.toThrow('tunnel');
    }
    expect(proxy.heard).toEqual(Array(2).fill('CONNECT models.example:443 HTTP/1.1'));
  });

  it.each([
    ['socks5://127.0.0.1:PORT', 'socks5'],
    ['SOCKS://127.0.0.1:PORT', 'SOCKS'],
    ['http://', null],
    ['127.0.0.1:port', null],
    ['me:50%off@127.0.0.1:PORT', null],
    ['http://50%:me@127.0.0.1:PORT', null],
  ])('%s is refused, and nobody is asked', async (named, scheme) => {
    const value = named.replace('PORT', String(proxy.port));
    await expect(ask({ HTTPS_PROXY: value })).rejects.toMatchObject({ variable: 'HTTPS_PROXY', scheme });
    await expect(ask({ HTTPS_PROXY: value, NO_PROXY: 'models.example,.0.0.2' })).rejects.toThrow(UnusableProxyError);
    expect(proxy.heard).toEqual([]);
  });

  it.each(['*', 'models.example, 127.0.0.1', '127.0.0.1:PORT', '*.0.0.1', '.0.0.1'])(
    'is not asked of a host that NO_PROXY names: %s',
    async (exceptions) => {
      const NO_PROXY = exceptions.replace('PORT', String(proxy.port));
      for (const HTTPS_PROXY of ['http://127.0.0.1:9', 'socks5://127.0.0.1:9', '127.0.0.1:9']) {
        await expect(ask({ HTTPS_PROXY, NO_PROXY })).rejects.toThrow('wrong version number');
      }
      expect(proxy.heard).toHaveLength(3);
      expect(proxy.heard.filter((line) => line.startsWith('CONNECT'))).toEqual([]);
    },
  );

  it('is of no concern to a URL of another scheme', async () => {
    server = await openFileServer((response, request) => {
      serveWell(response, request);
    });
    const reply = await ask({ HTTPS_PROXY: 'socks5://127.0.0.1:9' }, server.url);
    expect(reply.status).toBe(200);
    reply.close();
  });
});

describe('a name that leads into this machine', () => {
  it('is refused where it is resolved, whoever let it through before', async () => {
    server = await openFileServer((response, request) => {
      serveWell(response, request);
    });
    const url = new URL(server.url);
    url.hostname = 'localhost';
    const { signal } = new AbortController();
    await expect(nodeGet({})(url, {}, signal)).rejects.toThrow(NotPublicError);
    expect(server.asked).toHaveLength(0);
    // The server answers whoever may ask it by that name.
    const reply = await nodeGet({}, { allowsLoopback: true })(url, {}, signal);
    expect(reply.status).toBe(200);
    reply.close();
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import { NotPublicError } from '../../main/download/address.ts';
import { ignoredProxy, nodeGet } from '../../main/download/node-get.ts';
import { openFileServer, serveWell, type FileServer } from './file-server.ts';

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

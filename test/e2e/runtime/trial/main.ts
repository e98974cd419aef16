import { app, BrowserWindow, ipcMain, net, protocol, session, utilityProcess } from 'electron';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

// The smallest application that does what Classifold does with Electron: a sandboxed page from a protocol of its own, a
// preload script that learns the paths of dropped files, and a utility process that loads the native packages.

const SCHEME = 'trial';
protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, supportFetchAPI: true } }]);

function askChild(): Promise<unknown> {
  return new Promise((resolve) => {
    const child = utilityProcess.fork(path.join(__dirname, 'child.cjs'));
    child.once('message', (message: unknown) => {
      resolve(message);
      child.kill();
    });
  });
}

void app.whenReady().then(async () => {
  session.defaultSession.protocol.handle(SCHEME, async ({ url }) => {
    const { pathname } = new URL(url);
    if (pathname === '/broken') throw new Error('what a handler throws ends its request');
    if (pathname === '/file') return await net.fetch(pathToFileURL(path.join(__dirname, 'page.txt')).href);
    return new Response('<!doctype html><title>Trial</title><h1>Drop here</h1>', {
      headers: { 'content-type': 'text/html', 'content-security-policy': "default-src 'none'; connect-src 'self'" },
    });
  });
  ipcMain.handle('child', askChild);
  ipcMain.handle('globals', () => structuredClone({ bytes: new Uint8Array([1, 2]), map: new Map([['a', 1n]]) }));
  const preload = path.join(__dirname, 'preload.cjs');
  const window = new BrowserWindow({ webPreferences: { preload, sandbox: true, contextIsolation: true } });
  await window.loadURL(`${SCHEME}://page/`);
});

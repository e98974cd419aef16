import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { COMMANDS } from '../../shared/contract/commands.ts';
import { REQUEST_CHANNEL } from '../../shared/contract/channels.ts';
import { projectRoot } from '../cli/classifold.ts';
import { openDesk, type Desk, type RunningApplication } from './desk.ts';

// The window shows files of strangers: a page that was taken over must reach nothing but the commands of the contract.

let desk: Desk;
let application: RunningApplication;
beforeEach(async () => {
  desk = openDesk();
  application = await desk.open();
  await application.window.invitation.waitFor();
});
afterEach(() => desk.clear());

/** The directive of the page's policy that is violated by what `act` does in the page. */
async function violatedBy(act: (address: string) => void, address = ''): Promise<string> {
  const { page } = application.window;
  const violated = page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        addEventListener(
          'securitypolicyviolation',
          ({ effectiveDirective }) => {
            resolve(effectiveDirective);
          },
          { once: true },
        );
      }),
  );
  await page.evaluate(act, address);
  return violated;
}

describe('the page of the window', () => {
  it('has the verbs of the bridge and nothing of Node or Electron', async () => {
    const seen = await application.window.page.evaluate(() => {
      const globals = ['require', 'module', 'process', 'global', 'Buffer', 'setImmediate', 'electron', 'ipcRenderer'];
      return {
        bridge: Object.keys(window.classifold).sort(),
        found: globals.filter((name) => name in globalThis),
      };
    });
    expect(seen).toEqual({ bridge: [...Object.keys(COMMANDS), 'on', 'pathsOf'].sort(), found: [] });
  });

  it('runs no script that is put into it, inline, from an address of data or from elsewhere', async () => {
    const scripts = [
      { text: 'window.injected = true' },
      { src: 'data:text/javascript,window.injected=true' },
      { src: 'https://example.invalid/script.js' },
    ];
    for (const attributes of scripts) {
      const outcome = await application.window.page.evaluate(
        (script) =>
          new Promise<{ readonly directive: string; readonly ran: boolean }>((resolve) => {
            addEventListener(
              'securitypolicyviolation',
              ({ effectiveDirective: directive }) => {
                resolve({ directive, ran: 'injected' in globalThis });
              },
              { once: true },
            );
            document.head.append(Object.assign(document.createElement('script'), script));
          }),
        attributes,
      );
      expect(outcome, JSON.stringify(attributes)).toEqual({ directive: 'script-src-elem', ran: false });
    }
  });

  it('makes no code out of text', async () => {
    const directive = await violatedBy(() => {
      const link = Object.assign(document.createElement('a'), { href: 'javascript:window.injected=true' });
      document.body.append(link);
      link.click();
      link.remove();
    });
    expect(directive).toMatch(/^script-src/);
  });

  it('opens no other window', async () => {
    const opened = await application.window.page.evaluate(() => window.open('https://example.invalid/') !== null);
    expect(opened).toBe(false);
    expect(application.electron.windows()).toHaveLength(1);
  });

  it('cannot be led elsewhere', async () => {
    const outcome = await application.electron.evaluate(async ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]!.webContents;
      const before = contents.getURL();
      // The application's own listener came first.
      const isPrevented = new Promise<boolean>((resolve) => {
        contents.once('will-navigate', (event) => {
          resolve(event.defaultPrevented);
        });
      });
      await contents.executeJavaScript("location.assign('https://example.invalid/')");
      return { isPrevented: await isPrevented, stayed: contents.getURL() === before };
    });
    expect(outcome).toEqual({ isPrevented: true, stayed: true });
  });
});

describe('the page may', () => {
  it('ask the system for nothing that needs a permission', async () => {
    const outcome = await application.window.page.evaluate(async () => {
      const names = ['geolocation', 'notifications', 'camera', 'microphone', 'midi', 'clipboard-read'];
      const states = names.map(
        async (name) => (await navigator.permissions.query({ name } as PermissionDescriptor)).state,
      );
      const located = new Promise<number>((resolve) => {
        navigator.geolocation.getCurrentPosition(
          () => {
            resolve(0);
          },
          ({ code }) => {
            resolve(code);
          },
        );
      });
      return {
        states: [...new Set(await Promise.all(states))],
        notification: await Notification.requestPermission(),
        midi: await navigator.requestMIDIAccess().then(
          () => 'given',
          (error: unknown) => (error instanceof DOMException ? error.name : 'failed'),
        ),
        located: await located,
      };
    });
    // 1: permission denied.
    expect(outcome).toEqual({ states: ['denied'], notification: 'denied', midi: 'SecurityError', located: 1 });
  });

  it('lay no file down on the disk', async () => {
    const { electron } = application;
    // Listens before anything is laid down.
    const heard = await electron.evaluateHandle(({ BrowserWindow }) => {
      const { session } = BrowserWindow.getAllWindows()[0]!.webContents;
      return {
        outcome: new Promise<{ readonly isPrevented: boolean }>((resolve) => {
          // The application's own listener came first.
          session.once('will-download', (event) => {
            resolve({ isPrevented: event.defaultPrevented });
            event.preventDefault();
          });
        }),
      };
    });
    await application.window.page.evaluate(() => {
      const href = URL.createObjectURL(new Blob(['a file']));
      Object.assign(document.createElement('a'), { href, download: 'file.txt' }).click();
    });
    expect(await heard.evaluate(({ outcome }) => outcome)).toEqual({ isPrevented: true });
  });

  it('load no image from elsewhere, nor may a page whose policy lets it', async () => {
    let asked = 0;
    const server = createServer((_request, response) => {
      asked++;
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const src = `http://127.0.0.1:${(server.address() as AddressInfo).port}/pixel.png`;
    try {
      const directive = await violatedBy((address) => {
        document.createElement('img').src = address;
      }, src);
      expect(directive).toBe('img-src');
      const fate = await application.electron.evaluate(async ({ BrowserWindow }, address) => {
        // Of the same session, and without a policy.
        const other = new BrowserWindow({ show: false, webPreferences: { sandbox: true } });
        await other.loadURL('about:blank');
        const settled: unknown = await other.webContents.executeJavaScript(
          `new Promise((resolve) => {
             const image = document.createElement('img');
             image.onload = () => resolve('loaded');
             image.onerror = () => resolve('refused');
             image.src = ${JSON.stringify(address)};
           })`,
        );
        other.destroy();
        return settled;
      }, src);
      expect(fate).toBe('refused');
      expect(asked).toBe(0);
    } finally {
      server.close();
    }
  });
});

describe('a frame that a script puts into the page', () => {
  it('is not loaded, be it of an address of data, from elsewhere or of the application itself', async () => {
    for (const src of ['data:text/html,<p>in</p>', 'https://example.invalid/', 'app://classifold/index.html']) {
      const directive = await violatedBy((address) => {
        document.body.append(Object.assign(document.createElement('iframe'), { src: address }));
      }, src);
      expect(directive, src).toBe('frame-src');
      await removeFrame();
    }
  });

  it('has nothing of the application in it where no address is asked for, be it empty or of text', async () => {
    for (const attributes of [{}, { srcdoc: '<p>in</p>' }]) {
      await application.window.page.evaluate(
        (given) =>
          new Promise<void>((resolve) => {
            const frame = Object.assign(document.createElement('iframe'), given);
            frame.addEventListener('load', () => {
              resolve();
            });
            document.body.append(frame);
          }),
        attributes,
      );
      // Asked for by the main process, in the frame itself: no policy of the page keeps that from running.
      const seen = await application.electron.evaluate(({ BrowserWindow }) =>
        Promise.all(
          BrowserWindow.getAllWindows()[0]!.webContents.mainFrame.frames.map((frame) =>
            frame.executeJavaScript('[typeof classifold, typeof require, typeof process, typeof ipcRenderer].join()'),
          ),
        ),
      );
      expect(seen, JSON.stringify(attributes)).toEqual(['undefined,undefined,undefined,undefined']);
      await removeFrame();
    }
  });

  const removeFrame = (): Promise<void> =>
    application.window.page.evaluate(() => {
      document.querySelector('iframe')?.remove();
    });
});

describe('a request of the page', () => {
  // The preload script has verbs for what the contract knows, and for nothing else. What the main process does with anything else is
  // asked by a script beside it, in the same frame: whoever takes a page over may have found a way around the verbs.
  beforeEach(async () => {
    const script = desk.path('raw-requests.js');
    writeFileSync(
      script,
      `const { contextBridge, ipcRenderer } = require('electron');
       contextBridge.exposeInMainWorld('ask', (...request) => ipcRenderer.invoke('${REQUEST_CHANNEL}', ...request));`,
    );
    await application.electron.evaluate(({ BrowserWindow }, preload) => {
      const { session } = BrowserWindow.getAllWindows()[0]!.webContents;
      // As the Electron of these tests calls it.
      (session as unknown as { setPreloads(files: readonly string[]): void }).setPreloads([preload]);
    }, script);
    await application.window.page.reload();
    await application.window.invitation.waitFor();
  });

  const ask = (...request: readonly unknown[]): Promise<unknown> =>
    application.window.page.evaluate(async (given) => {
      const page = globalThis as unknown as { ask(...request: readonly unknown[]): Promise<string> };
      return JSON.parse(await page.ask(...given)) as unknown;
    }, request);
  const refused = { ok: false, message: expect.any(String) as string };

  it('is refused where it names no command or the input is none of its command’s, and else answered, by a verb as without one', async () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'deleteEverything', '', 7, null]) {
      expect(await ask(name, {}), JSON.stringify(name)).toEqual(refused);
    }
    const requests: readonly (readonly [string, unknown])[] = [
      ['count', undefined],
      ['count', {}],
      ['count', { query: 7 }],
      ['count', { query: 'dog', more: true }],
      ['picture', { picture: '1' }],
      ['picture', { picture: -1 }],
      ['startRun', { paths: [], tags: [], counted: null }],
      ['startRun', { paths: '/', tags: [], counted: null }],
      ['changeTag', { change: 'drop', name: 'x', selection: { query: '' } }],
    ];
    for (const request of requests) expect(await ask(...request), JSON.stringify(request)).toEqual(refused);
    expect(await ask('count', { query: '' })).toEqual({ ok: true, value: { pictures: 0 } });
    const byVerb = await application.window.page.evaluate(async () => {
      const verbs = window.classifold as unknown as Readonly<Record<string, (input: unknown) => Promise<string>>>;
      return [await verbs['count']!({ query: '' }), await verbs['count']!({ query: 7 })];
    });
    expect(byVerb.map((reply) => JSON.parse(reply) as unknown)).toEqual([
      { ok: true, value: { pictures: 0 } },
      refused,
    ]);
  });

  it('is refused where it comes from a window that the application did not open', async () => {
    const preload = path.join(projectRoot, 'out', 'app', 'preload.cjs');
    const answer = await application.electron.evaluate(
      async ({ BrowserWindow }, [script, address]) => {
        const other = new BrowserWindow({ show: false, webPreferences: { preload: script, sandbox: true } });
        await other.loadURL(address);
        const answered: unknown = await other.webContents.executeJavaScript("classifold.count({ query: '' })");
        other.destroy();
        return JSON.parse(String(answered)) as unknown;
      },
      [preload, application.window.page.url()] as const,
    );
    expect(answer).toEqual(refused);
  });
});

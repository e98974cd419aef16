import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { spawnElectron, type Launch } from './electron.ts';

/**
 * A window that is asked now and then over its debugging port. Playwright takes note of every request of a page and of
 * all that comes back: time of the same processor, and memory of the page's own process that grows with each picture.
 */
export interface UnrecordedWindow {
  /** Runs a function in the page, on its own: what it needs comes as `argument`, and both it and its answer as JSON. */
  evaluate<Argument, Value>(inPage: (argument: Argument) => Promise<Value>, argument: Argument): Promise<Value>;
  /** Types into what has the focus, all at once, then presses Enter. */
  typeAndEnter(text: string): Promise<void>;
  /** Resident memory of the page's process and the main one, in megabytes (10⁶ bytes), with what the page no longer needs collected. */
  memory(): Promise<number>;
  kill(): Promise<void>;
}

const WAIT_MS = 60_000;

/** Starts the application, with a user data folder that it has to itself. */
export async function openUnrecorded(launch: Launch): Promise<UnrecordedWindow> {
  const child = spawnElectron(launch, '--remote-debugging-port=0');
  const exited = once(child, 'exit');
  return await windowOf(launch.userData, async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await exited;
    }
  });
}

/** The application that one has started in its own place as it ended: with its switches, a debugging port among them. */
export async function openedInPlace(userData: string): Promise<UnrecordedWindow> {
  return await windowOf(userData, () => killMainProcesses(userData));
}

/** Ends every application that has this folder, whoever has started it. */
export async function killMainProcesses(userData: string): Promise<void> {
  for (const pid of mainProcesses(userData)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended since it was listed.
    }
  }
  while (mainProcesses(userData).length > 0) await setTimeout(20);
}

async function windowOf(userData: string, kill: () => Promise<void>): Promise<UnrecordedWindow> {
  const address = await pageAddress(path.join(userData, 'DevToolsActivePort'));
  await pageLoaded(address);

  const ask = async (method: string, parameters: object): Promise<unknown> => {
    const socket = new WebSocket(address);
    await once(socket, 'open');
    socket.send(JSON.stringify({ id: 1, method, params: parameters }));
    const [message] = (await once(socket, 'message')) as readonly MessageEvent<string>[];
    socket.close();
    const { result, error } = JSON.parse(message?.data ?? '') as { readonly result: unknown; readonly error?: unknown };
    if (error !== undefined) throw new Error(JSON.stringify(error));
    return result;
  };
  return {
    evaluate: async <Argument, Value>(inPage: (argument: Argument) => Promise<Value>, argument: Argument) => {
      const expression = `(${inPage.toString()})(${JSON.stringify(argument)})`;
      const answered = await ask('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
      const { result, exceptionDetails } = answered as { result: { value: Value }; exceptionDetails?: unknown };
      if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
      return result.value;
    },
    typeAndEnter: async (text) => {
      await ask('Input.insertText', { text });
      const enter = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13 };
      await ask('Input.dispatchKeyEvent', { type: 'keyDown', text: '\r', ...enter });
      await ask('Input.dispatchKeyEvent', { type: 'keyUp', ...enter });
    },
    memory: async () => {
      await ask('HeapProfiler.collectGarbage', {});
      return residentMegabytes(userData);
    },
    kill,
  };
}

/** The page's own debugging address, once there is a page. */
async function pageAddress(portFile: string): Promise<string> {
  const until = performance.now() + WAIT_MS;
  while (performance.now() < until) {
    await setTimeout(20);
    if (!existsSync(portFile)) continue;
    const [port] = readFileSync(portFile, 'utf8').split('\n');
    try {
      const listed = await fetch(`http://127.0.0.1:${port}/json/list`);
      const targets = (await listed.json()) as readonly {
        readonly url: string;
        readonly webSocketDebuggerUrl: string;
      }[];
      const page = targets.find(({ url }) => url.startsWith('app:'));
      if (page !== undefined) return page.webSocketDebuggerUrl;
    } catch {
      // A port of the time before, or not yet listening.
    }
  }
  throw new Error('the application has no window');
}

interface ProtocolMessage {
  readonly method?: string;
  readonly params?: { readonly name?: string; readonly loaderId?: string; readonly frame?: Frame };
  readonly result?: { readonly frameTree?: { readonly frame: Frame } };
}

/** `loaderId`: of the page that is in it now. */
interface Frame {
  readonly url: string;
  readonly loaderId: string;
}

/**
 * Resolves when the page is loaded. Its address is listed while the empty page of a new window is still there, which is
 * complete, and takes with it whatever is asked of it.
 */
async function pageLoaded(address: string): Promise<void> {
  const socket = new WebSocket(address);
  const loaded = new Set<string | undefined>();
  let page: string | null = null;
  const asked = [
    { method: 'Page.enable' },
    { method: 'Page.setLifecycleEventsEnabled', params: { enabled: true } },
    { method: 'Page.getFrameTree' },
  ];
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => {
      asked.forEach((message, id) => {
        socket.send(JSON.stringify({ id, ...message }));
      });
    });
    socket.addEventListener('message', ({ data }: MessageEvent<string>) => {
      const { method, params, result } = JSON.parse(data) as ProtocolMessage;
      // It is told of a page that was loaded before it was asked for, too.
      if (method === 'Page.lifecycleEvent' && params?.name === 'load') loaded.add(params.loaderId);
      const frame = params?.frame ?? result?.frameTree?.frame;
      if (frame?.url.startsWith('app:') === true) page = frame.loaderId;
      if (page !== null && loaded.has(page)) resolve();
    });
    socket.addEventListener('close', () => {
      reject(new Error('the window is gone'));
    });
  });
  socket.close();
}

/** Of the main process and the page's, which Chromium tells apart by their arguments. */
function residentMegabytes(userData: string): number {
  const kilobytes = processesOf(userData).flatMap(({ kilobytes: resident, args }) =>
    isMain(args) || args.includes('--type=renderer') ? [resident] : [],
  );
  return (kilobytes.reduce((sum, one) => sum + one, 0) * 1024) / 1e6;
}

function mainProcesses(userData: string): readonly number[] {
  return processesOf(userData).flatMap(({ pid, args }) => (isMain(args) ? [pid] : []));
}

/** Every other process of an application is of a type. */
function isMain(args: string): boolean {
  return !args.includes('--type=');
}

function processesOf(userData: string) {
  const listed = execFileSync('ps', ['-ww', '-eo', 'pid=,rss=,args='], { encoding: 'utf8', maxBuffer: 1e8 });
  return listed.split('\n').flatMap((line) => {
    const [, pid, kilobytes, args = ''] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return args.includes(`--user-data-dir=${userData}`)
      ? [{ pid: Number(pid), kilobytes: Number(kilobytes), args }]
      : [];
  });
}

import path from 'node:path';
import { app, BrowserWindow, nativeTheme, screen, type Session } from 'electron';
import { denyAll } from './closed-session.ts';
import { PAGE_ORIGIN, PAGE_URL } from './page-protocol.ts';
import type { WindowBounds } from './state-file.ts';

const DEFAULT_SIZE = { width: 1280, height: 860 };
const LEAST_SIZE = { minWidth: 700, minHeight: 480 };

/**
 * Makes the one window. Nothing in it can leave its own page, open another, or ask the system for anything.
 *
 * @param icon a PNG; Windows and macOS have the program's own
 */
export function createWindow(remembered: WindowBounds | null, icon: string): BrowserWindow {
  const window = new BrowserWindow({
    ...DEFAULT_SIZE,
    ...LEAST_SIZE,
    ...(remembered === null || !isOnScreen(remembered) ? {} : placeOf(remembered)),
    title: app.name,
    ...(process.platform === 'linux' ? { icon } : {}),
    show: false,
    // What is seen before the page has drawn itself.
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#1f1f1f' : '#ffffff',
    webPreferences: {
      preload: path.join(import.meta.dirname, 'preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  });
  if (remembered?.isMaximized === true) window.maximize();
  window.once('ready-to-show', () => {
    window.show();
  });
  const { webContents } = window;
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  webContents.on('will-navigate', (event) => {
    event.preventDefault();
  });
  webContents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
  void window.loadURL(PAGE_URL);
  return window;
}

/** For a person who asked for it: a minimised one is restored, which showing it does not do everywhere. */
export function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** Denies what a page may ask its session for, whatever it is, and every address that is not the application's own. */
export function closeSession(session: Session): void {
  denyAll(session);
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    answer({ cancel: !isOurs(url) });
  });
  session.on('will-download', (event) => {
    event.preventDefault();
  });
}

function isOurs(url: string): boolean {
  if (url.startsWith(`${PAGE_ORIGIN}/`) || url.startsWith('picture://')) return true;
  // The developer tools of a checkout.
  return !app.isPackaged && url.startsWith('devtools://');
}

/** What to remember of a window that is about to close. */
export function boundsOf(window: BrowserWindow): WindowBounds {
  return { ...window.getNormalBounds(), isMaximized: window.isMaximized() };
}

function placeOf({ x, y, width, height }: WindowBounds) {
  return { x, y, width, height };
}

/** A screen may be gone since: enough of the title bar to be caught must be on one that is there. */
function isOnScreen({ x, y, width }: WindowBounds): boolean {
  return screen.getAllDisplays().some(({ workArea }) => {
    const overlap = Math.min(x + width, workArea.x + workArea.width) - Math.max(x, workArea.x);
    return overlap > 100 && y >= workArea.y - 10 && y < workArea.y + workArea.height - 50;
  });
}

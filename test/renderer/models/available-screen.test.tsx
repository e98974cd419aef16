// @vitest-environment jsdom
import { cleanNotifications, Notifications } from '@mantine/notifications';
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { AvailableScreen } from '../../../renderer/models/available-screen.tsx';
import { InstallBar } from '../../../renderer/models/install-bar.tsx';
import type { Reply } from '../../../shared/contract/answers.ts';
import type { EventPayload } from '../../../shared/contract/events.ts';
import type { InstallableModelView, InstalledView } from '../../../shared/contract/model-arrivals.ts';
import { windowTexts } from '../../../shared/texts/window.ts';
import { fakeBridge, inWindow, ok, type FakeBridge } from '../fake-bridge.tsx';
import { stubWindow } from '../stubbed-window.ts';

const texts = windowTexts.getModels;

const B0: InstallableModelView = {
  ...{ id: 'efficientnet-b0', name: 'EfficientNet-B0', publisher: 'torchvision', licence: 'BSD-3-Clause' },
  ...{
    host: 'models.example',
    url: 'https://models.example/b0.pth',
    bytes: 21e6,
    isSizeStated: true,
    isDownloadSeen: false,
  },
  ...{ top1: 77.692, top1At: 224, digest: { kind: 'prefix', sha256: '7f5810bc' }, isInstalled: false },
};
const LITE1: InstallableModelView = {
  ...B0,
  ...{ id: 'efficientnet-lite1', name: 'EfficientNet-Lite1', publisher: 'timm', bytes: 22e6, isSizeStated: false },
  ...{ digest: { kind: 'unverified' }, isInstalled: true },
};

const INSTALLED: InstalledView = { name: B0.name, tried: { picture: 'koala.jpg', label: 'koala', score: 0.9 } };

const DOWNLOADING = { id: B0.id, name: B0.name, bytes: 7e6, total: 21e6, isTrying: false };

async function open(
  install: Reply<InstalledView | null> = { ok: true, value: INSTALLED },
  installing: EventPayload<'installing'> = null,
): Promise<FakeBridge> {
  let isInstalled = false;
  const bridge = fakeBridge({
    installableModels: () => ok({ models: [{ ...B0, isInstalled }, LITE1], installing }),
    installModel: () => {
      isInstalled = install.ok && install.value !== null;
      return Promise.resolve(install);
    },
    cancelInstall: () => ok(null),
  });
  await act(async () => {
    render(
      <>
        <AvailableScreen onShowModels={() => undefined} />
        <InstallBar />
        <Notifications />
      </>,
      { wrapper: inWindow(bridge) },
    );
    await Promise.resolve();
  });
  return bridge;
}

async function press(name: string): Promise<void> {
  await act(async () => {
    fireEvent.click(screen.getByRole('button', { name }));
    await Promise.resolve();
  });
}
const isHeld = (name: string) =>
  screen.getByRole('button', { name: texts.installOf(name) }).getAttribute('aria-disabled') === 'true';
const asked = (bridge: FakeBridge) => bridge.asked.filter(({ name }) => name === 'installModel');

beforeEach(stubWindow);
afterEach(() => {
  cleanup();
  cleanNotifications();
  vi.unstubAllGlobals();
});

it('lists what there is with whose it is, how large, how good, and what it is compared with', async () => {
  await open();
  const card = within(screen.getByRole('region', { name: B0.name }));
  expect(card.getByText('Published by torchvision · 21 MB · licence BSD-3-Clause')).toBeTruthy();
  expect(card.getByText(/77\.692 % at 224/u)).toBeTruthy();
  expect(card.getByText(/7f5810bc… \(its beginning is stated\)/u)).toBeTruthy();
  expect(card.getByText(texts.neverTried)).toBeTruthy();
  const other = within(screen.getByRole('region', { name: LITE1.name }));
  expect(other.getByText(/about 22 MB/u)).toBeTruthy();
  expect(other.getByText(/unverified/u)).toBeTruthy();
  expect(other.getByText(texts.isInstalled)).toBeTruthy();
  expect(other.queryByText(texts.neverTried)).toBeNull();
  expect(other.queryByRole('button')).toBeNull();
  expect(document.activeElement?.textContent).toBe(texts.back);
});

it('asks nobody before the dialog was answered, which says whom and for what', async () => {
  const bridge = await open();
  await press(texts.installOf(B0.name));
  const dialog = screen.getByRole('dialog', { name: texts.dialog.title(B0.name) });
  expect(within(dialog).getByText(/Downloads 21 MB from models\.example/u)).toBeTruthy();
  expect(within(dialog).getByText(/https:\/\/models\.example\/b0\.pth/u)).toBeTruthy();
  expect(asked(bridge)).toEqual([]);
  await press(texts.dialog.confirm);
  expect(asked(bridge).map(({ input }) => input)).toEqual([{ id: B0.id, fromFile: false }]);
  expect(screen.getByText(/EfficientNet-B0 is installed\. In koala\.jpg it sees: koala \(0\.900\)/u)).toBeTruthy();
});

it('says why it was not installed, until that is read, and nothing where a person cancelled it', async () => {
  await open({ ok: false, message: 'No connection to models.example.' });
  await press(texts.installOf(B0.name));
  await press(texts.dialog.confirm);
  expect(screen.getByRole('alert').textContent).toContain('No connection to models.example.');
  cleanup();
  await open({ ok: true, value: null });
  await press(texts.installOf(B0.name));
  await press(texts.dialog.confirm);
  expect(screen.queryByText(/is installed\./u)).toBeNull();
});

it('takes a file in place of a download', async () => {
  const bridge = await open();
  await press(texts.installOf(B0.name));
  await press(texts.dialog.fromFile);
  expect(asked(bridge).map(({ input }) => input)).toEqual([{ id: B0.id, fromFile: true }]);
});

it('shows how far it is, lets nothing else begin, and can be stopped', async () => {
  const bridge = await open();
  const tell = (payload: Parameters<typeof bridge.tell<'installing'>>[1]) => {
    act(() => {
      bridge.tell('installing', payload);
    });
  };
  tell(DOWNLOADING);
  expect(screen.getByText('7 MB of 21 MB')).toBeTruthy();
  expect(isHeld(B0.name)).toBe(true);
  await press(texts.installOf(B0.name));
  expect(screen.queryByRole('dialog')).toBeNull();
  tell({ ...DOWNLOADING, total: null });
  expect(screen.getByText('7 MB')).toBeTruthy();
  tell({ ...DOWNLOADING, bytes: 0, total: null, isTrying: true });
  expect(screen.getByText(texts.bar.trying)).toBeTruthy();
  await press(texts.bar.cancel);
  expect(bridge.asked.at(-1)?.name).toBe('cancelInstall');
  tell(null);
  expect(screen.queryByRole('region', { name: texts.bar.region })).toBeNull();
  expect(isHeld(B0.name)).toBe(false);
});

it('lets nothing else begin where one was on its way before it was opened, until that is over', async () => {
  const bridge = await open(undefined, DOWNLOADING);
  expect(isHeld(B0.name)).toBe(true);
  act(() => {
    bridge.tell('installing', null);
  });
  expect(isHeld(B0.name)).toBe(false);
});

it('keeps the focus on the button whose model is on its way, and has it itself when the model is here', async () => {
  const bridge = await open();
  const button = screen.getByRole<HTMLButtonElement>('button', { name: texts.installOf(B0.name) });
  button.focus();
  await press(texts.installOf(B0.name));
  await press(texts.dialog.confirm);
  act(() => {
    bridge.tell('installing', DOWNLOADING);
  });
  expect(button.disabled).toBe(false);
  expect(document.activeElement).toBe(button);
  await act(async () => {
    bridge.tell('installing', null);
    bridge.tell('catalogChanged', {});
    await Promise.resolve();
  });
  expect(screen.queryByRole('button', { name: texts.installOf(B0.name) })).toBeNull();
  expect(document.activeElement).toBe(screen.getByRole('region', { name: texts.title }));
});

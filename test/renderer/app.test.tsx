// @vitest-environment jsdom
import { cleanNotifications, Notifications } from '@mantine/notifications';
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { App } from '../../renderer/app.tsx';
import { MenuProvider } from '../../renderer/state/menu.tsx';
import { RunsProvider } from '../../renderer/state/runs.tsx';
import type { StartView } from '../../shared/contract/views.ts';
import { MAX_PATHS } from '../../shared/contract/commands.ts';
import { MENU_ITEMS, type MenuItem } from '../../shared/contract/menu-items.ts';
import { FIRST_VIEW } from '../../shared/settings.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { fakeBridge, inWindow, later, ok, type FakeBridge } from './fake-bridge.tsx';
import { FINISHED, RUN } from './run-views.ts';
import { stubWindow } from './stubbed-window.ts';

beforeEach(stubWindow);
afterEach(() => {
  cleanNotifications();
  cleanup();
  vi.unstubAllGlobals();
});

const START: StartView = {
  catalog: '/home/you/catalog.sqlite',
  model: { id: 'm', name: 'Model', classes: 1000, threshold: 0.21 },
  ...{ pictures: 0, unfinished: 0, queued: 0, isInterrupted: false, run: null, version: '1' },
  view: FIRST_VIEW,
};

type Answers = Parameters<typeof fakeBridge>[0];

/**
 * An application whose library has so many pictures by now, null: it cannot be opened. `others`: its other answers; what is
 * not there is never answered.
 */
function application(pictures: () => number | null, others: Answers = {}): FakeBridge {
  const start: Answers['start'] = () => {
    const now = pictures();
    return now === null ? Promise.resolve({ ok: false, message: 'locked' }) : ok({ ...START, pictures: now });
  };
  const never = () => new Promise(() => undefined);
  const answers: Answers = { start, ...others };
  return fakeBridge(new Proxy(answers, { get: (known, name) => known[name as keyof Answers] ?? never }));
}

function open(bridge: FakeBridge): void {
  const Window = inWindow(bridge);
  render(
    <Window>
      <MenuProvider>
        <RunsProvider>
          <App />
          <Notifications />
        </RunsProvider>
      </MenuProvider>
    </Window>,
  );
}

async function choose(bridge: FakeBridge, item: MenuItem): Promise<void> {
  await act(async () => {
    bridge.tell('menu', { item });
    await Promise.resolve();
  });
}

const invitation = () => screen.findByText(windowTexts.firstStart.title);
const settings = () => screen.findByRole('heading', { name: windowTexts.settings.title });

it('a library that is emptied invites again, though a menu item was used before', async () => {
  let pictures = 3;
  const bridge = application(() => pictures);
  open(bridge);
  await screen.findByLabelText(windowTexts.search.label);
  await choose(bridge, 'settings');
  await settings();
  pictures = 0;
  act(() => {
    bridge.tell('catalogChanged', {});
  });
  await invitation();
});

/** What the menu could do last. */
const allowed = (bridge: FakeBridge) =>
  bridge.asked.filter(({ name }) => name === 'allowMenuItems').at(-1)?.input ?? null;

it('the menu does what can be done where the window is, and has nothing else to choose', async () => {
  let pictures: number | null = null;
  const bridge = application(() => pictures);
  open(bridge);
  const again = await screen.findByRole('button', { name: windowTexts.tryAgain });
  expect(allowed(bridge)).toBeNull();
  pictures = 0;
  act(() => {
    again.click();
  });
  await invitation();
  const first = ['classes', 'models', 'engines', 'compare', 'settings', 'shortcuts', 'deleteData'];
  await waitFor(() => {
    expect(allowed(bridge)).toEqual({ items: first });
  });
  await choose(bridge, 'shortcuts');
  await screen.findByRole('dialog', { name: windowTexts.shortcuts.title });
  expect(allowed(bridge)).toEqual({ items: [] });
  fireEvent.keyDown(document.body, { key: 'Escape' });
  await waitFor(() => {
    expect(allowed(bridge)).toEqual({ items: first });
  });
  await choose(bridge, 'classes');
  await screen.findByRole('heading', { name: windowTexts.classes.title });
  const all = MENU_ITEMS.filter((item) => item !== 'selectAll');
  expect(allowed(bridge)).toEqual({ items: all });
  act(() => {
    screen.getByLabelText(windowTexts.search.label).focus();
  });
  await waitFor(() => {
    expect(allowed(bridge)).toEqual({ items: [...MENU_ITEMS] });
  });
});

it('a library without pictures is opened for what a menu item shows', async () => {
  const bridge = application(() => 0);
  open(bridge);
  await invitation();
  await choose(bridge, 'settings');
  await settings();
});

it('the question about all data is asked once at a time, and not of a library that is not open', async () => {
  let pictures: number | null = null;
  const bridge = application(() => pictures);
  open(bridge);
  const again = await screen.findByRole('button', { name: windowTexts.tryAgain });
  await choose(bridge, 'deleteData');
  pictures = 3;
  act(() => {
    again.click();
  });
  await screen.findByLabelText(windowTexts.search.label);
  expect(screen.queryByRole('dialog')).toBeNull();
  act(() => {
    bridge.tell('pathsGiven', { paths: ['/trip'] });
  });
  await screen.findByRole('dialog');
  await choose(bridge, 'deleteData');
  expect(screen.getAllByRole('dialog')).toHaveLength(1);
});

it('a library that could not be opened is asked for again, by itself, when something has changed', async () => {
  let pictures: number | null = null;
  const bridge = application(() => pictures);
  open(bridge);
  await screen.findByText('locked');
  pictures = 3;
  act(() => {
    bridge.tell('catalogChanged', {});
  });
  await screen.findByLabelText(windowTexts.search.label);
});

it('a first run that is over leaves the library where it is, though its summary is put away before its pictures are counted', async () => {
  const counted = later<null>();
  let pictures = 0;
  const answers = application(() => pictures);
  let isRun = false;
  const bridge: FakeBridge = {
    ...answers,
    async request(name, input) {
      if (name === 'start' && isRun) await counted.promise;
      return await answers.request(name, input);
    },
  };
  open(bridge);
  await invitation();
  act(() => {
    bridge.tell('run', RUN);
  });
  const field = await screen.findByLabelText(windowTexts.search.label);
  isRun = true;
  act(() => {
    bridge.tell('catalogChanged', {});
    bridge.tell('runFinished', FINISHED);
  });
  act(() => {
    bridge.tell('run', null);
  });
  act(() => {
    screen.getByRole('button', { name: windowTexts.run.dismiss }).click();
  });
  expect(screen.queryByText(windowTexts.firstStart.title)).toBeNull();
  pictures = 3;
  await act(async () => {
    counted.resolve(null);
    await counted.promise;
  });
  // The very one, with what was typed in it.
  expect(screen.getByLabelText(windowTexts.search.label)).toBe(field);
});

it('follows the model and its threshold during a run, and nothing else that is asked at the start', async () => {
  let threshold = 0.21;
  const answers = application(() => 3);
  const bridge: FakeBridge = {
    ...answers,
    async request(name, input) {
      const reply = await answers.request(name, input);
      if (name !== 'start' || !reply.ok) return reply;
      return {
        ...reply,
        value: { ...(reply.value as StartView), model: { ...START.model, threshold } },
      } as typeof reply;
    },
  };
  open(bridge);
  const slider = await screen.findByLabelText(windowTexts.scoreSlider.label);
  act(() => {
    bridge.tell('run', RUN);
  });
  threshold = 0.5;
  const asked = () => bridge.asked.filter(({ name }) => name === 'start').length;
  await act(async () => {
    bridge.tell('catalogChanged', {});
    await Promise.resolve();
  });
  expect([asked(), slider.getAttribute('aria-valuetext')]).toEqual([1, windowTexts.scoreSlider.value(0.21, null)]);
  await act(async () => {
    bridge.tell('modelChanged', {});
    await Promise.resolve();
  });
  await waitFor(() => {
    expect([asked(), slider.getAttribute('aria-valuetext')]).toEqual([2, windowTexts.scoreSlider.value(0.5, null)]);
  });
});

it('more files than a run can name are not asked about, and the way out is said', async () => {
  const bridge = application(() => 3);
  open(bridge);
  await screen.findByLabelText(windowTexts.search.label);
  const paths = Array.from({ length: MAX_PATHS + 1 }, (_, index) => `/trip/${index}.jpg`);
  act(() => {
    bridge.tell('pathsGiven', { paths });
  });
  expect(screen.queryByRole('dialog')).toBeNull();
  await screen.findByText(windowTexts.drop.tooMany(paths.length, MAX_PATHS));
  act(() => {
    bridge.tell('pathsGiven', { paths: paths.slice(1) });
  });
  await screen.findByRole('dialog');
});

it('asks about all that the system gives one after the other, before the window is drawn', async () => {
  const bridge = application(() => 3);
  open(bridge);
  await screen.findByLabelText(windowTexts.search.label);
  act(() => {
    for (const file of ['/trip/1.jpg', '/trip/2.jpg', '/trip/1.jpg']) bridge.tell('pathsGiven', { paths: [file] });
  });
  await screen.findByRole('dialog');
  const previews = bridge.asked.filter(({ name }) => name === 'previewRun').map(({ input }) => input);
  expect(previews).toEqual([{ paths: ['/trip/1.jpg', '/trip/2.jpg'] }]);
});

it('asks about what is dropped while a run is being started, when that has begun', async () => {
  const started = later<{ readonly ok: true; readonly value: null }>();
  const counted = { pictures: 9, bytes: 1, known: 0, seconds: 60, skipped: 0, unlisted: [], missing: [] };
  const bridge = application(() => 3, {
    ...{ previewRun: () => ok(counted), cancelPreview: () => ok(null), tags: () => ok([]) },
    startRun: () => started.promise,
  });
  open(bridge);
  await screen.findByLabelText(windowTexts.search.label);
  act(() => {
    bridge.tell('pathsGiven', { paths: ['/trip'] });
  });
  fireEvent.click(await screen.findByRole('button', { name: windowTexts.runSheet.start(9) }));
  act(() => {
    bridge.tell('pathsGiven', { paths: ['/card'] });
  });
  await act(async () => {
    started.resolve({ ok: true, value: null });
    await Promise.resolve();
  });
  const sheet = within(screen.getByRole('dialog', { name: windowTexts.runSheet.title }));
  expect([sheet.queryByText('/trip'), sheet.queryByText('/card') !== null]).toEqual([null, true]);
});

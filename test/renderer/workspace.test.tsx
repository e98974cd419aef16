// @vitest-environment jsdom
import { cleanNotifications } from '@mantine/notifications';
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CommandOutputs, Reply } from '../../shared/contract/answers.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { later, ok } from './fake-bridge.tsx';
import { openWorkspace } from './opened-workspace.tsx';
import { stubWindow } from './stubbed-window.ts';

const { actions, sidebar, search, selection, grid, picture, tagDialog, tagList } = windowTexts;

beforeEach(() => {
  stubWindow();
  Element.prototype.scrollTo = function scrollTo(this: Element, to?: number | ScrollToOptions) {
    if (typeof to === 'object') this.scrollTop = to.top ?? this.scrollTop;
  };
});
afterEach(() => {
  cleanNotifications();
  cleanup();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const status = () => within(screen.getByRole('banner')).getByRole('status').textContent;
const pictures = () => screen.getByRole('listbox', { name: grid.label });
const tiles = () => within(pictures()).getAllByRole('option');

describe('how many pictures a search finds', () => {
  it('is never said of another search, and stands while the same one is counted again', async () => {
    const counts: ReturnType<typeof later<Reply<CommandOutputs['count']>>>[] = [];
    const bridge = await openWorkspace(1_000_000, {
      count({ query }) {
        if (query === '') return ok({ pictures: 1_000_000 });
        const counted = later<Reply<CommandOutputs['count']>>();
        counts.push(counted);
        return counted.promise;
      },
    });
    await waitFor(() => {
      expect(status()).toBe(search.results(1_000_000));
    });
    expect(tiles()[0]?.getAttribute('aria-setsize')).toBe('1000000');

    fireEvent.click(screen.getByRole('button', { name: /^Uncertain/u }));
    await waitFor(() => {
      expect(counts).toHaveLength(1);
      expect(tiles()[0]?.getAttribute('aria-setsize')).toBe('-1');
    });
    expect(status()).toBe('');
    expect(Number.parseFloat(pictures().querySelector('div')!.style.height)).toBeLessThan(10_000);
    fireEvent.keyDown(pictures(), { key: 'a', ctrlKey: true });
    expect(status()).toBe(search.allSelected(null));
    fireEvent.keyDown(document.body, { key: 't' });
    await screen.findByText(selection.query(null, 'is:uncertain'));
    fireEvent.keyDown(document.body, { key: 'Escape' });

    await act(async () => {
      counts[0]?.resolve({ ok: true, value: { pictures: 1_204 } });
      await Promise.resolve();
    });
    expect(status()).toBe(search.allSelected(1_204));
    expect(tiles()[0]?.getAttribute('aria-setsize')).toBe('1204');
    act(() => {
      bridge.tell('catalogChanged', {});
    });
    await waitFor(() => {
      expect(counts).toHaveLength(2);
    });
    expect(status()).toBe(search.allSelected(1_204));
  });
});

describe('Ctrl+A', () => {
  const all = (target: HTMLElement) => fireEvent.keyDown(target, { key: 'a', ctrlKey: true });

  it('selects all that the search found, wherever the focus is, but in a field or a dialog', async () => {
    await openWorkspace(3);
    await waitFor(() => {
      expect(status()).toBe(search.results(3));
    });
    // Whether the key is left to the page: in a field it selects the text.
    expect(all(screen.getByRole('searchbox', { name: search.label }))).toBe(true);
    fireEvent.keyDown(document.body, { key: 't' });
    expect(all(await screen.findByRole('dialog'))).toBe(true);
    fireEvent.keyDown(document.body, { key: 'Escape' });
    expect(status()).toBe(search.results(3));
    expect(all(screen.getByRole('button', { name: /^Uncertain/u }))).toBe(false);
    expect(status()).toBe(search.allSelected(3));
  });
});

describe('one that is taken out of all', () => {
  /** Takes the first of 300 out of all, and asks for something twice before the rows of the others are there. */
  async function askTwice(ask: () => void) {
    const listed = later<Reply<CommandOutputs['listedPictures']>>();
    const answers = {
      listedPictures: () => listed.promise,
      exportCsv: () => ok(null),
      settings: () => later<never>().promise,
    };
    const { asked } = await openWorkspace(300, answers);
    const others = Array.from({ length: 299 }, (_, at) => at + 2);
    const exported = () => asked.filter(({ name }) => name === 'exportCsv').map(({ input }) => input);
    fireEvent.keyDown(document.body, { key: 'a', ctrlKey: true });
    fireEvent.click(tiles()[0]!, { ctrlKey: true });
    ask();
    ask();
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(exported()).toEqual([]);
    const answer = () =>
      act(async () => {
        listed.resolve({ ok: true, value: [1, ...others] });
        await Promise.resolve();
      });
    return { others, exported, answer };
  }

  it('is not tagged with the others, though their rows are not there yet', async () => {
    const { answer } = await askTwice(() => fireEvent.keyDown(document.body, { key: 't' }));
    await answer();
    await within(await screen.findByRole('dialog')).findByText(selection.selected(299));
  });

  it('is not exported with the others, and those once, though their rows are not there yet', async () => {
    const { others, exported, answer } = await askTwice(() =>
      fireEvent.click(screen.getByRole('button', { name: actions.export })),
    );
    await answer();
    expect(exported()).toEqual([{ query: '', among: others }]);
  });

  it('brings no dialog to a screen that the person has gone to meanwhile', async () => {
    const { answer } = await askTwice(() => fireEvent.keyDown(document.body, { key: 't' }));
    fireEvent.click(screen.getByRole('button', { name: sidebar.settings }));
    await answer();
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('is tagged neither with the others nor with all where their rows cannot be had', async () => {
    const listed = later<Reply<CommandOutputs['listedPictures']>>();
    const { asked } = await openWorkspace(300, { listedPictures: () => listed.promise });
    fireEvent.keyDown(document.body, { key: 'a', ctrlKey: true });
    fireEvent.click(tiles()[0]!, { ctrlKey: true });
    fireEvent.click(screen.getByRole('button', { name: actions.export }));
    fireEvent.keyDown(document.body, { key: 't' });
    await act(async () => {
      listed.resolve({ ok: true, value: null });
      await Promise.resolve();
    });
    await screen.findByText(selection.listLost);
    // What is selected next is nothing that was meant.
    fireEvent.click(tiles()[0]!);
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(asked.filter(({ name }) => name === 'exportCsv')).toEqual([]);
  });
});

describe('a dialog that was left before what it asked for was done', () => {
  const key = (name: string) => fireEvent.keyDown(document.body, { key: name });

  it('takes the next one of its kind, in which a word is being typed, not along', async () => {
    const changed = later<Reply<CommandOutputs['changeTag']>>();
    await openWorkspace(9, {
      previewTag: () => ok({ pictures: 9, changed: 9, unreadable: 0 }),
      changeTag: () => changed.promise,
    });
    const field = () => screen.findByLabelText<HTMLInputElement>(tagDialog.name, { selector: 'input' });
    fireEvent.keyDown(pictures(), { key: 'a', ctrlKey: true });
    key('t');
    fireEvent.change(await field(), { target: { value: 'trip' } });
    await screen.findByText(tagDialog.preview(9, 9));
    fireEvent.click(screen.getByRole('button', { name: tagDialog.confirm.tag }));
    key('Escape');
    expect(screen.queryByRole('dialog')).toBeNull();
    key('t');
    const next = await field();
    next.focus();
    fireEvent.change(next, { target: { value: 'holi' } });
    await act(async () => {
      changed.resolve({ ok: true, value: { pictures: 9, changed: 9, unreadable: 0, operation: 1 } });
      await Promise.resolve();
    });
    await screen.findByText(tagDialog.done.tag('trip', 9, 9));
    expect([await field(), document.activeElement, next.value]).toEqual([next, next, 'holi']);
  });

  it.each<readonly [string, (() => void) | null]>([
    ['leads away from what it removed', null],
    [
      'leads nowhere from where the person has gone meanwhile',
      () => fireEvent.click(screen.getByRole('button', { name: sidebar.settings })),
    ],
  ])('%s', async (_, goOn) => {
    // Of the sidebar: its lines are drawn as far as they are seen.
    vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(600);
    const deleted = later<Reply<CommandOutputs['deleteTag']>>();
    await openWorkspace(3, {
      tags: () => ok([{ name: 'trip', pictures: 3 }]),
      deleteTag: () => deleted.promise,
      settings: () => later<never>().promise,
    });
    const all = () => screen.getByRole('button', { name: new RegExp(`^${sidebar.all}`, 'u') });
    fireEvent.click(await screen.findByRole('button', { name: /^trip/u }));
    fireEvent.click(screen.getByRole('button', { name: tagList.menu('trip') }));
    fireEvent.click(await screen.findByRole('menuitem', { name: tagList.delete }));
    fireEvent.click(await screen.findByRole('button', { name: tagList.confirmDelete }));
    key('Escape');
    goOn?.();
    await act(async () => {
      deleted.resolve({ ok: true, value: { contents: 3, operation: 1 } });
      await Promise.resolve();
    });
    await screen.findByText(tagList.deleted('trip', 3));
    expect(all().getAttribute('aria-current')).toBe(goOn === null ? 'page' : null);
  });
});

describe('an export', () => {
  it('is of what is selected, else of all that the search found', async () => {
    const { asked } = await openWorkspace(9, { exportCsv: () => ok(null) });
    const exported = () => {
      fireEvent.click(screen.getByRole('button', { name: actions.export }));
      return asked.filter(({ name }) => name === 'exportCsv').at(-1)?.input;
    };
    expect(exported()).toEqual({ query: '' });
    fireEvent.keyDown(pictures(), { key: 'Home' });
    fireEvent.keyDown(pictures(), { key: 'ArrowRight', shiftKey: true });
    expect(status()).toBe(search.selected(2, 9));
    expect(exported()).toEqual({ query: '', among: [1, 2] });
    fireEvent.keyDown(document.body, { key: 'a', ctrlKey: true });
    expect(exported()).toEqual({ query: '' });
  });

  it('is of all again where nobody sees what is selected', async () => {
    const bridge = await openWorkspace(9, {
      exportCsv: () => ok(null),
      failures: () => ok([]),
      failureKinds: () => ok([]),
    });
    fireEvent.keyDown(pictures(), { key: 'Home' });
    fireEvent.keyDown(pictures(), { key: 'ArrowRight', shiftKey: true });
    expect(status()).toBe(search.selected(2, 9));
    for (const item of ['failures', 'export'] as const) {
      act(() => {
        bridge.tell('menu', { item });
      });
    }
    await waitFor(() => {
      expect(bridge.asked.filter(({ name }) => name === 'exportCsv').map(({ input }) => input)).toEqual([
        { query: '' },
      ]);
    });
  });
});

describe('the folders that are opened', () => {
  it('are open still when the sidebar comes again', async () => {
    // Of the sidebar: its lines are drawn as far as they are seen.
    vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(600);
    const counts = { pictures: 1, classified: 1, failed: 0, hasFolders: true };
    const root = { ...counts, root: 1, folder: 10, parent: null, name: 'trips', path: '/trips' };
    const folder = (id: number, parent: number, name: string) => ({ ...root, folder: id, parent, name });
    const folders = [folder(11, 10, 'alps'), folder(12, 11, 'monday')];
    await openWorkspace(3, {
      roots: () => ok([{ ...root, state: 'online', volume: '', scannedAt: null }]),
      folders: ({ parents }) => ok(folders.filter(({ parent }) => parents.includes(parent))),
    });
    const line = (name: string) => screen.findByRole('treeitem', { name: new RegExp(`^${name}`, 'u') });
    fireEvent.keyDown(await line('trips'), { key: 'ArrowRight' });
    fireEvent.keyDown(await line('alps'), { key: 'ArrowRight' });
    await line('monday');
    const toggle = screen.getByRole('button', { name: sidebar.toggle });
    fireEvent.click(toggle);
    expect(screen.queryByRole('tree')).toBeNull();
    fireEvent.click(toggle);
    await line('monday');
    fireEvent.keyDown(await line('trips'), { key: 'ArrowLeft' });
    await waitFor(() => {
      expect(screen.getAllByRole('treeitem')).toHaveLength(1);
    });
  });
});

describe('going on in the large view', () => {
  const press = (key: string, held: { readonly shiftKey?: boolean } = {}) => {
    fireEvent.keyDown(pictures(), { key, ...held });
  };
  const page = async (steps: number, to: number) => {
    for (let step = 0; step < steps; step++) fireEvent.keyDown(document.body, { key: 'ArrowRight' });
    await screen.findByText(picture.position(to, 90));
  };
  const isOpen = () => screen.queryByRole('dialog') !== null;

  it('leaves several selected, and the picture that it ends at in sight', async () => {
    await openWorkspace(90);
    press('Home');
    for (let more = 0; more < 4; more++) press('ArrowRight', { shiftKey: true });
    expect(status()).toBe(search.selected(5, 90));
    press('Enter');
    await screen.findByText(picture.position(4, 90));
    await page(15, 19);
    fireEvent.keyDown(document.body, { key: 'Escape' });
    expect(isOpen()).toBe(false);
    expect(status()).toBe(search.selected(5, 90));
    expect(pictures().getAttribute('aria-activedescendant')).toBe('picture-20');
    expect(tiles().map(({ id }) => id)).toContain('picture-20');
  });

  it('takes the one along that is selected', async () => {
    await openWorkspace(90);
    press('Home');
    press('Enter');
    await screen.findByText(picture.position(0, 90));
    await page(2, 2);
    fireEvent.keyDown(document.body, { key: 'Escape' });
    expect(within(pictures()).getByRole('option', { selected: true }).id).toBe('picture-3');
  });
});

// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OpenFolders } from '../../../renderer/folders/folder-nodes.ts';
import { Sidebar } from '../../../renderer/library/sidebar.tsx';
import type { Place } from '../../../renderer/place.ts';
import type { FolderView, RootView } from '../../../shared/contract/views.ts';
import { windowTexts } from '../../../shared/texts/window.ts';
import { fakeBridge, inWindow, ok } from '../fake-bridge.tsx';
import { stubWindow } from '../stubbed-window.ts';

const { folders: folderTexts, tagList } = windowTexts;

const MANY = 5_000;
const LINE = 28;
/** Twenty lines are seen, and ten around them; the line with the keyboard may be elsewhere. */
const FEW = 20 + 10 + 1;

beforeEach(() => {
  stubWindow();
  // Of the sidebar.
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(20 * LINE);
  Element.prototype.scrollIntoView = () => undefined;
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const COUNTS = { pictures: 1, classified: 1, failed: 0 };
const root = (id: number, name: string, more: Partial<RootView> = {}): RootView => ({
  ...{ ...COUNTS, root: id, folder: id, parent: null, name, path: `/${name}`, hasFolders: false },
  ...{ state: 'online', volume: '', scannedAt: null },
  ...more,
});
const inside = (parent: number, at: number): FolderView => ({
  ...{ ...COUNTS, root: parent, folder: 100_000 + at, parent, hasFolders: false },
  ...{ name: `day ${at}`, path: `/trips/day ${at}` },
});

/** The sidebar of a library with these folders and tags. */
async function show(roots: readonly RootView[], folders: readonly FolderView[], tags: number) {
  const named = Array.from({ length: tags }, (_, at) => `tag ${at}`);
  const deleted = new Set<string>();
  const bridge = fakeBridge({
    tags: () => ok(named.filter((name) => !deleted.has(name)).map((name) => ({ name, pictures: 1 }))),
    roots: () => ok(roots),
    folders: () => ok(folders),
    stateCounts: () => ok({ uncertain: 1, unreviewed: 1, untagged: 1, unclassified: 1, rejected: 1 }),
  });
  const gone: Place[] = [];
  function Shown() {
    const [open, setOpen] = useState<OpenFolders>({});
    return (
      <Sidebar
        ref={null}
        place={{ screen: 'library', query: '' }}
        openFolders={open}
        onOpenFolders={setOpen}
        onGo={(place) => gone.push(place)}
        onReplaced={() => undefined}
        onReview={() => undefined}
      />
    );
  }
  render(<Shown />, { wrapper: inWindow(bridge) });
  await screen.findByRole('button', { name: /^Uncertain/u });
  const nav = screen.getByRole('navigation');
  const lines = () => screen.getAllByRole('treeitem');
  const tagLines = () => within(screen.getByRole('list', { name: tagList.title })).getAllByRole('listitem');
  const press = (key: string) => {
    fireEvent.keyDown(document.activeElement ?? document.body, { key });
  };
  const scrollTo = (top: number) => {
    nav.scrollTop = top;
    fireEvent.scroll(nav);
  };
  const focused = () => document.activeElement;
  const deleteTag = (name: string) => {
    deleted.add(name);
    bridge.tell('catalogChanged', {});
  };
  return { gone, lines, tagLines, press, scrollTo, focused, deleteTag };
}

describe('a tree of thousands of folders', () => {
  const trips = root(1, 'trips', { hasFolders: true });
  const days = Array.from({ length: MANY }, (_, at) => inside(1, at + 1));

  it('is drawn as far as it is seen, says how much there is, and is walked by keys to its ends', async () => {
    const { lines, press, focused, gone } = await show([trips, root(2, 'card')], days, 0);
    await screen.findByText('trips');
    act(() => {
      lines()[0]?.focus();
    });
    press('ArrowRight');
    await screen.findByText('day 1');
    expect(lines().length).toBeLessThanOrEqual(FEW);
    press('End');
    expect(focused()?.textContent).toMatch(/^card/u);
    press('ArrowUp');
    expect(focused()?.textContent).toBe('day 50001');
    const aria = (name: string) => focused()?.getAttribute(`aria-${name}`);
    expect([aria('level'), aria('posinset'), aria('setsize')]).toEqual(['2', '5000', '5000']);
    expect(lines().length).toBeLessThanOrEqual(FEW);
    press('Enter');
    expect(gone).toEqual([{ screen: 'library', query: 'folder:"/trips/day 5000"' }]);
    press('ArrowLeft');
    expect(focused()?.textContent).toMatch(/^trips/u);
    press('ArrowRight');
    expect(focused()?.textContent).toBe('day 11');
    press('ArrowLeft');
    press(' ');
    expect(lines().map(({ textContent }) => textContent)).toEqual(['trips1', 'card1']);
  });

  it('keeps the line that has the keyboard where it is scrolled away, and has it alone to tabulator', async () => {
    const { lines, press, focused, scrollTo } = await show([trips], days, 0);
    await screen.findByText('trips');
    act(() => {
      lines()[0]?.focus();
    });
    press('ArrowRight');
    await screen.findByText('day 1');
    press('ArrowDown');
    press('ArrowDown');
    const line = focused();
    scrollTo(3_000 * LINE);
    await screen.findByText('day 3005');
    expect(focused()).toBe(line);
    expect(lines().filter(({ tabIndex }) => tabIndex === 0)).toEqual([line]);
    // In the order of the list, whatever was drawn first.
    const names = lines().map(({ textContent }) => Number(/\d+/u.exec(textContent)?.[0] ?? 0));
    expect(names).toEqual([...names].sort((one, other) => one - other));
    press('ArrowDown');
    expect(focused()?.textContent).toMatch(/^day 3/u);
    expect(focused()?.getAttribute('aria-posinset')).toBe('3');
  });

  it('has room for a second line of words', async () => {
    const { lines } = await show([root(1, 'card', { state: 'offline' }), root(2, 'photos')], [], 0);
    await screen.findByText(folderTexts.offline);
    expect(lines().map(({ style }) => style.height)).toEqual(['36px', '28px']);
  });
});

describe('a list of thousands of tags', () => {
  it('is drawn as far as it is seen, says how much there is, and is walked by keys to its ends', async () => {
    const { tagLines, press, focused, scrollTo } = await show([], [], MANY);
    await screen.findByRole('button', { name: 'tag 0 1' });
    expect(tagLines().length).toBeLessThanOrEqual(FEW);
    act(() => {
      screen.getByRole('button', { name: 'tag 0 1' }).focus();
    });
    press('End');
    expect(focused()?.textContent).toMatch(/^tag 4999/u);
    expect(focused()?.closest('li')?.getAttribute('aria-posinset')).toBe('5000');
    expect(focused()?.closest('li')?.getAttribute('aria-setsize')).toBe('5000');
    press('ArrowUp');
    expect(focused()?.textContent).toMatch(/^tag 4998/u);
    scrollTo(2_000 * LINE);
    await screen.findByRole('button', { name: 'tag 2005 1' });
    // Where the keyboard is, it stays.
    expect(focused()?.textContent).toMatch(/^tag 4998/u);
    expect(tagLines().length).toBeLessThanOrEqual(2 * FEW);
    press('Home');
    expect(focused()?.textContent).toMatch(/^tag 0/u);
  });

  it('is one to tabulator, which comes back to where the keyboard was', async () => {
    const { tagLines, press, focused, deleteTag } = await show([], [], MANY);
    await screen.findByRole('button', { name: 'tag 0 1' });
    const stops = () =>
      tagLines()
        .flatMap((line) => within(line).getAllByRole('button'))
        .filter(({ tabIndex }) => tabIndex >= 0)
        .map(({ textContent }) => textContent);
    expect(stops()).toEqual(['tag 01']);
    act(() => {
      screen.getByRole('button', { name: 'tag 0 1' }).focus();
    });
    press('ArrowDown');
    press('ArrowDown');
    expect(stops()).toEqual(['tag 21']);
    act(() => {
      screen.getByRole('searchbox', { name: tagList.filter }).focus();
    });
    expect(focused()?.closest('li')).toBeNull();
    expect(stops()).toEqual(['tag 21']);
    act(() => {
      deleteTag('tag 2');
    });
    await waitFor(() => {
      expect(stops()).toEqual(['tag 31']);
    });
    // What had it is not among what is found.
    fireEvent.change(screen.getByRole('searchbox', { name: tagList.filter }), { target: { value: 'tag 7' } });
    expect(stops()).toEqual(['tag 71']);
  });

  it('opens the menu of a tag by a key, and by the secondary button of a mouse', async () => {
    const { press } = await show([], [], 3);
    const menu = () => screen.queryByRole('menu', { name: tagList.menu('tag 1') });
    (await screen.findByRole('button', { name: 'tag 1 1' })).focus();
    press('m');
    await waitFor(() => {
      expect(menu()).not.toBeNull();
    });
    fireEvent.keyDown(within(menu()!).getByRole('menuitem', { name: tagList.rename }), { key: 'Escape' });
    await waitFor(() => {
      expect(menu()).toBeNull();
    });
    expect(fireEvent.contextMenu(screen.getByRole('button', { name: 'tag 1 1' }))).toBe(false);
    await waitFor(() => {
      expect(menu()).not.toBeNull();
    });
  });

  it('is filtered by what a name has in it, where it is long', async () => {
    const { tagLines } = await show([], [], MANY);
    await screen.findByRole('button', { name: 'tag 0 1' });
    const field = screen.getByRole('searchbox', { name: tagList.filter });
    fireEvent.change(field, { target: { value: ' TAG 499' } });
    expect(tagLines().map(({ textContent }) => textContent)).toContain('tag 49991');
    expect(tagLines()).toHaveLength(11);
    fireEvent.change(field, { target: { value: 'none' } });
    screen.getByText(tagList.noneCalled('none'));
    expect(screen.queryByRole('list', { name: tagList.title })).toBeNull();
    cleanup();
    await show([], [], 3);
    await screen.findByRole('button', { name: 'tag 0 1' });
    expect(screen.queryByRole('searchbox', { name: tagList.filter })).toBeNull();
  });
});

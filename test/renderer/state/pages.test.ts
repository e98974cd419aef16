import { describe, expect, it } from 'vitest';
import { createPages, type PagesSource } from '../../../renderer/state/pages.ts';
import { later, ok } from '../fake-bridge.tsx';

interface Item {
  readonly id: number;
}

/** The numbers from 0 to `end`, read after the id of the last one. */
function numbers(key: string, end: () => number): PagesSource<Item, string> {
  return {
    key,
    idOf: (item) => item.id,
    load(after, limit) {
      const first = after === null ? 0 : after.id + 1;
      const length = Math.max(0, Math.min(limit, end() - first));
      const items = Array.from({ length }, (_, at) => ({ id: first + at }));
      return Promise.resolve({ ok: true, value: { items, head: key } });
    },
  };
}

async function settled(): Promise<void> {
  await new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}

const ids = (items: readonly Item[]) => items.map((item) => item.id);
const upTo = (end: number) => Array.from({ length: end }, (_, id) => id);

describe('pages', () => {
  it('loads as far as it is wanted, without a gap and each item once', async () => {
    const pages = createPages<Item, string>();
    void pages.show(numbers('all', () => 1_234));
    await settled();
    expect(ids(pages.getState().items)).toEqual(upTo(100));
    pages.want(800);
    await settled();
    expect(ids(pages.getState().items)).toEqual(upTo(800));
    expect(pages.getState().isComplete).toBe(false);
    pages.want(5_000);
    await settled();
    expect(ids(pages.getState().items)).toEqual(upTo(1_234));
    expect(pages.getState()).toMatchObject({ isComplete: true, isLoading: false, head: 'all' });
  });

  it('goes on to what was wanted while a page was under way', async () => {
    const pages = createPages<Item, string>();
    void pages.show(numbers('all', () => 1_000));
    pages.want(450);
    pages.want(950);
    await settled();
    expect(pages.getState().items.length).toBeGreaterThanOrEqual(950);
    expect(pages.getState().isLoading).toBe(false);
  });

  it('shows an item once that two pages have', async () => {
    const pages = createPages<Item, string>();
    const source = numbers('moving', () => 300);
    void pages.show({
      ...source,
      // Each page begins again with the last item of the one before, as when a run has put it further down.
      load: (after, limit) => source.load(after === null ? null : { id: after.id - 1 }, limit),
    });
    pages.want(300);
    await settled();
    expect(ids(pages.getState().items)).toEqual(upTo(300));
  });

  it('never shows an answer of a list that another has replaced', async () => {
    const pages = createPages<Item, string>();
    const slow = later<{ ok: true; value: { items: readonly Item[]; head: string } }>();
    void pages.show({ key: 'slow', idOf: (item) => item.id, load: () => slow.promise });
    void pages.show(numbers('fast', () => 3));
    await settled();
    slow.resolve({ ok: true, value: { items: [{ id: 99 }], head: 'slow' } });
    await settled();
    expect(ids(pages.getState().items)).toEqual([0, 1, 2]);
    expect(pages.getState().head).toBe('fast');
  });

  it('keeps what is shown of a list that changed until as much of it is there anew', async () => {
    let end = 400;
    const pages = createPages<Item, string>();
    void pages.show(numbers('growing', () => end));
    pages.want(400);
    await settled();
    end = 401;
    const lengths: number[] = [];
    pages.subscribe(() => lengths.push(pages.getState().items.length));
    pages.want(401);
    void pages.show(numbers('growing', () => end));
    await settled();
    expect(Math.min(...lengths)).toBe(400);
    expect(pages.getState().items).toHaveLength(401);
  });

  it('keeps each item of a list that changed as the object it was, where it is still the same', async () => {
    const pages = createPages<{ readonly id: number; readonly tags: readonly string[] }, null>();
    const show = (tags: readonly string[]): Promise<void> =>
      pages.show({
        key: 'tagged',
        idOf: ({ id }) => id,
        load: () =>
          ok({
            items: [
              { id: 1, tags: [] },
              { id: 2, tags },
            ],
            head: null,
          }),
      });
    await show([]);
    const [first, second] = pages.getState().items;
    await show(['holiday']);
    expect(pages.getState().items[0]).toBe(first);
    expect(pages.getState().items[1]).not.toBe(second);
    expect(pages.getState().items[1]).toEqual({ id: 2, tags: ['holiday'] });
  });

  it('reads a long list that changed again only when asked', async () => {
    let end = 3_000;
    const pages = createPages<Item, string>();
    void pages.show(numbers('long', () => end));
    pages.want(3_000);
    await settled();
    end = 2_999;
    void pages.show(numbers('long', () => end));
    await settled();
    expect(pages.getState()).toMatchObject({ isStale: true });
    expect(pages.getState().items).toHaveLength(3_000);
    pages.refresh();
    await settled();
    expect(pages.getState()).toMatchObject({ isStale: false });
    expect(pages.getState().items).toHaveLength(2_999);
  });

  it('says why a page could not be had, keeps the rest, and tries again when more is wanted', async () => {
    let isBroken = false;
    const source = numbers('sometimes', () => 500);
    const pages = createPages<Item, string>();
    void pages.show({
      ...source,
      load: (after, limit) =>
        isBroken ? Promise.resolve({ ok: false, message: 'The disk is gone.' }) : source.load(after, limit),
    });
    await settled();
    isBroken = true;
    pages.want(300);
    await settled();
    expect(pages.getState()).toMatchObject({ problem: 'The disk is gone.', isLoading: false });
    expect(pages.getState().items).toHaveLength(100);
    isBroken = false;
    pages.want(300);
    await settled();
    expect(pages.getState().problem).toBeNull();
    expect(ids(pages.getState().items)).toEqual(upTo(300));
  });
});

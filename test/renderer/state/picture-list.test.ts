import { expect, it, vi } from 'vitest';
import { createPictureList, type ListSource } from '../../../renderer/state/picture-list.ts';
import { later, ok } from '../fake-bridge.tsx';
import { tile } from '../tiles.ts';

it('takes positions for those of the list that is shown, while it is read again', async () => {
  const lists: number[] = [];
  const source = (number: number, isRead: Promise<unknown>): ListSource => ({
    key: 'all',
    load: async () => {
      await isRead;
      return ok({ list: number, pictures: [], unknownNames: [] });
    },
    pictures: (list) => {
      lists.push(list);
      return ok([7, 8]);
    },
    among: () => Promise.resolve([]),
  });
  const pages = createPictureList();
  expect(await pages.picturesBetween(0, 2)).toBeNull();
  await pages.show(source(1, Promise.resolve()));
  const second = later<null>();
  const isShown = pages.show(source(2, second.promise));
  expect(await pages.picturesBetween(0, 2)).toEqual([7, 8]);
  second.resolve(null);
  await isShown;
  await pages.picturesBetween(0, 2);
  expect(lists).toEqual([1, 2]);
});

it('keeps all that is wanted, be it more than it keeps else, and comes to an end', async () => {
  const LENGTH = 10_000;
  const WANTED = 6_150;
  let loads = 0;
  const source: ListSource = {
    key: 'all',
    load: (_, from, limit) => {
      loads += 1;
      // More than enough: it would ask again and again.
      if (loads > 100) return Promise.resolve({ ok: false, message: 'asked too often' });
      const pictures = Array.from({ length: Math.min(limit, LENGTH - from) }, (_none, at) => tile(from + at + 1));
      return ok({ list: 1, pictures, unknownNames: [] });
    },
    pictures: () => ok([]),
    among: () => Promise.resolve([]),
  };
  const pages = createPictureList();
  await pages.show(source);
  const isSettled = new Promise<void>((resolve) => {
    pages.subscribe(() => {
      if (!pages.getState().isLoading) resolve();
    });
  });
  pages.want(0, WANTED);
  await isSettled;
  const { tiles, problem } = pages.getState();
  expect(problem).toBeNull();
  expect([tiles.has(0), tiles.has(WANTED - 1)]).toEqual([true, true]);
  // What is far from what is wanted is forgotten as before.
  pages.want(9_000, 9_100);
  await vi.waitFor(() => {
    expect(pages.getState().tiles.has(9_099)).toBe(true);
  });
  expect(pages.getState().tiles.size).toBeLessThanOrEqual(6_000);
});

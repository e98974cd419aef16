import { expect, it } from 'vitest';
import { createPictureList, type ListSource } from '../../../renderer/state/picture-list.ts';
import { later, ok } from '../fake-bridge.tsx';

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

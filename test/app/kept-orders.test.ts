import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createKeptOrders } from '../../main/app/kept-orders.ts';
import { openState } from '../../main/app/state-file.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'orders-'));
  file = path.join(folder, 'state.json');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const order = (name: string) => ({ paths: [`/${name}`], tags: [`${name}'s tag`] });

it('are there at the next start, by catalog, until somebody takes them', async () => {
  const state = openState(file);
  const first = createKeptOrders(state);
  first.keep('/a.sqlite', [order('one'), order('two')]);
  expect(first.left('/a.sqlite')).toEqual([]);
  first.keep('/a.sqlite', [order('two')]);
  await state.update({});

  const again = openState(file);
  const second = createKeptOrders(again);
  expect(second.left('/b.sqlite')).toEqual([]);
  expect(second.left('/a.sqlite')).toMatchObject([order('two')]);
  // What is asked for meanwhile does not take their place.
  second.keep('/b.sqlite', [order('three')]);
  await again.update({});
  const third = createKeptOrders(openState(file));
  expect(third.left('/a.sqlite')).toMatchObject([order('two')]);
  expect(third.left('/b.sqlite')).toMatchObject([order('three')]);

  expect(second.take('/a.sqlite', null)).toMatchObject([order('two')]);
  expect(second.left('/a.sqlite')).toEqual([]);
  second.keep('/a.sqlite', []);
  await again.update({});
  expect(createKeptOrders(openState(file)).left('/a.sqlite')).toEqual([]);
});

it('that ended before their work did are kept for their tags, and taken with the folder that they are in', async () => {
  const state = openState(file);
  const kept = createKeptOrders(state);
  kept.leave('/a.sqlite', { paths: ['/trip'], tags: [] });
  expect(kept.left('/a.sqlite')).toEqual([]);
  const [inside, beside] = [order('trip/day 1'), order('trip 2')];
  for (const one of [inside, beside]) kept.leave('/a.sqlite', one);
  kept.keep('/a.sqlite', []);
  await state.update({});
  expect(createKeptOrders(openState(file)).left('/a.sqlite')).toMatchObject([inside, beside]);

  expect(kept.take('/b.sqlite', ['/'])).toEqual([]);
  expect(kept.take('/a.sqlite', ['/trip'])).toMatchObject([inside]);
  expect(kept.take('/a.sqlite', ['/trip 2'])).toMatchObject([beside]);
  kept.leave('/a.sqlite', inside);
  kept.drop('/a.sqlite', '/trip');
  expect(kept.left('/a.sqlite')).toEqual([]);
  await state.update({});
  expect(createKeptOrders(openState(file)).left('/a.sqlite')).toEqual([]);
});

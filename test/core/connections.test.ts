import { existsSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestCore, valueOf, type OpenedCore } from './opened-core.ts';

let opened: OpenedCore;
beforeEach(() => {
  opened = openTestCore();
});
afterEach(() => opened.close());

it('asks a catalog that was not there the first time', async () => {
  expect(await opened.core.countMatches('', null)).toMatchObject({ ok: false, failure: { kind: 'catalog' } });
  expect(existsSync(opened.bench.catalog)).toBe(false);
  expect(await opened.core.open()).toEqual({ ok: true, value: null });
  expect(valueOf(await opened.core.countMatches('', null))).toEqual({ pictures: 0 });
});

it('writes as soon as the program that held the catalog has let it go', async () => {
  expect(await opened.core.open()).toMatchObject({ ok: true });
  const other = opened.another();
  expect(await other.open()).toMatchObject({ ok: false, failure: { kind: 'catalog' } });
  await opened.reopen();
  expect(await other.open()).toEqual({ ok: true, value: null });
  await other.close();
});

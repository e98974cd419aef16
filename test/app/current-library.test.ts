import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createCurrentLibrary, type CurrentLibraryParts } from '../../main/app/current-library.ts';
import type { Library } from '../../main/app/library.ts';
import { openState } from '../../main/app/state-file.ts';
import { applicationTexts } from '../../shared/texts/application.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'current-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** The libraries of an application whose catalogs open when `onOpen` resolves. */
function application(more: Partial<CurrentLibraryParts> = {}, onOpen = (): Promise<void> => Promise.resolve()) {
  const closed: string[] = [];
  const told: string[] = [];
  const open = (catalog: string): Library => {
    const core = { open: () => onOpen().then(() => ({ ok: true, value: null })) };
    const close = () => Promise.resolve(void closed.push(path.basename(catalog)));
    return { catalog, core, close } as unknown as Library;
  };
  const state = openState(path.join(folder, 'state.json'));
  const libraries = createCurrentLibrary({
    open,
    state,
    defaultCatalog: path.join(folder, 'default.sqlite'),
    isBusy: () => false,
    mayStop: () => Promise.resolve(true),
    stopOthers: () => Promise.resolve(),
    onSwitched: () => Promise.resolve(),
    onOpenedAgain: () => undefined,
    tellProblem: (message) => told.push(message),
    askWhereGone: () => Promise.resolve('leave'),
    chooseCatalog: () => Promise.resolve(null),
    onRecent: () => undefined,
    ...more,
  });
  const name = () => path.basename(libraries.current().catalog);
  return { libraries, state, closed, told, name };
}

function catalogFile(name: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, '');
  return file;
}

it('a run that begins while another catalog is being opened keeps its own', async () => {
  let isBusy = false;
  const { libraries, closed, told, name } = application({ isBusy: () => isBusy }, () => {
    isBusy = true;
    return Promise.resolve();
  });
  await libraries.openCatalog(catalogFile('other.sqlite'));
  expect(name()).toBe('default.sqlite');
  expect(closed).toEqual(['other.sqlite']);
  expect(told).toEqual([applicationTexts.catalogWhileRunning]);
});

it('what else goes on is stopped where a person says so, and nothing is opened or made where they do not', async () => {
  const did: string[] = [];
  let mayStop = false;
  const { libraries, told, name } = application(
    {
      mayStop: () => Promise.resolve(mayStop),
      stopOthers: () => Promise.resolve(void did.push('stopped')),
    },
    () => Promise.resolve(void did.push('opened')),
  );
  const other = path.join(folder, 'other.sqlite');
  for (const open of [() => libraries.makeCatalog(other), () => libraries.openCatalog(catalogFile('there.sqlite'))]) {
    await open();
    expect(did).toEqual([]);
    expect(name()).toBe('default.sqlite');
  }
  expect(told).toEqual([]);
  mayStop = true;
  await libraries.makeCatalog(other);
  expect(did).toEqual(['opened', 'stopped']);
  expect(name()).toBe('other.sqlite');
});

it('a run is not asked about: it goes on, and the other catalog is not opened', async () => {
  let questions = 0;
  const { libraries, told } = application({
    isBusy: () => true,
    mayStop: () => Promise.resolve(++questions > 0),
  });
  await libraries.openCatalog(catalogFile('other.sqlite'));
  expect(questions).toBe(0);
  expect(told).toEqual([applicationTexts.catalogWhileRunning]);
});

it('two at a time are one: the second is not left open beside the first', async () => {
  const { libraries, closed, name } = application();
  const files = [catalogFile('one.sqlite'), catalogFile('two.sqlite')];
  await Promise.all(files.map(libraries.openCatalog));
  expect(name()).toBe('one.sqlite');
  expect(closed).toEqual(['default.sqlite']);
});

it('one that is gone is not made: a person says where it is, or that it is to be forgotten', async () => {
  const gone = path.join(folder, 'gone.sqlite');
  const answers: ('choose' | 'forget')[] = ['choose', 'forget'];
  const { libraries, state, told, name } = application({
    askWhereGone: () => Promise.resolve(answers.shift() ?? 'leave'),
    chooseCatalog: () => Promise.resolve(catalogFile('found.sqlite')),
  });
  await state.update({ recentCatalogs: [gone] });
  await libraries.openRecent(gone);
  expect(name()).toBe('found.sqlite');
  await libraries.openRecent(gone);
  expect(state.current().recentCatalogs).not.toContain(gone);
  await libraries.openCatalog(gone);
  expect(told).toEqual([applicationTexts.catalogGone(gone)]);
  expect(existsSync(gone)).toBe(false);
});

it('the last one is what a start begins with, there or not', async () => {
  const file = catalogFile('last.sqlite');
  await openState(path.join(folder, 'state.json')).update({ recentCatalogs: [file] });
  expect(application().libraries.gone()).toBeNull();
  rmSync(file);
  const { libraries, name } = application();
  expect(name()).toBe('last.sqlite');
  expect(libraries.gone()).toBe(applicationTexts.catalogGone(file));
  await libraries.openDefault();
  expect(name()).toBe('default.sqlite');
  expect(libraries.gone()).toBeNull();
});

it('the catalog that is open, opened once more, is shown anew: its disk may have come back', async () => {
  let shown = 0;
  const catalog = catalogFile('trip.sqlite');
  const { libraries, name } = application({
    onOpenedAgain: () => {
      shown += 1;
    },
  });
  await libraries.openCatalog(catalog);
  expect(shown).toBe(0);
  await libraries.openCatalog(catalog);
  await libraries.openRecent(catalog);
  expect([shown, name()]).toEqual([2, 'trip.sqlite']);
});

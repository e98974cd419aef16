import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openState } from '../../main/app/state-file.ts';
import { DEFAULT_MACHINE_SETTINGS, FIRST_VIEW } from '../../shared/settings.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'state-'));
  file = path.join(folder, 'data', 'state.json');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const bounds = { x: -5, y: 10, width: 800, height: 600, isMaximized: true };
const nothing = { window: null, recentCatalogs: [], machine: DEFAULT_MACHINE_SETTINGS, views: [], queued: [] };

describe('what the application remembers', () => {
  it('is forgotten, file and all, and begins anew', async () => {
    const state = openState(file);
    await state.update({ recentCatalogs: ['/a/catalog.sqlite'] });
    await state.forget();
    expect(state.current()).toEqual(nothing);
    expect(readdirSync(path.dirname(file))).toEqual([]);
    await state.update({ window: bounds });
    expect(openState(file).current()).toEqual({ ...nothing, window: bounds });
  });

  it('is there the next time, each part as it was last said', async () => {
    const state = openState(file);
    expect(state.current()).toEqual(nothing);
    void state.update({ window: { ...bounds, x: 1 } });
    void state.update({ recentCatalogs: ['/a/catalog.sqlite'] });
    await state.update({ window: bounds });
    expect(openState(file).current()).toEqual({
      ...nothing,
      window: bounds,
      recentCatalogs: ['/a/catalog.sqlite'],
    });
    expect(readdirSync(path.dirname(file))).toEqual(['state.json']);
  });

  it('loses only the part that is not as it should be', () => {
    mkdirSync(path.dirname(file));
    const queued = [{ catalog: '/c.sqlite', paths: ['/photos'], tags: [] }];
    const machine = { ...DEFAULT_MACHINE_SETTINGS, workers: -1 };
    const views = [{ catalog: '/c.sqlite', view: { sort: { by: 'size', direction: 'ascending' }, isCharted: true } }];
    const known = { window: bounds, recentCatalogs: ['/c.sqlite'], queued };
    writeFileSync(file, JSON.stringify({ ...known, machine, views, theme: 'x' }));
    expect(openState(file).current()).toEqual({
      window: bounds,
      recentCatalogs: ['/c.sqlite'],
      machine: DEFAULT_MACHINE_SETTINGS,
      views: [],
      queued,
    });
  });

  it('takes settings of a machine from before engines and GPUs could be set', () => {
    mkdirSync(path.dirname(file));
    const { engine, gpuMemoryBytes, ...earlier } = { ...DEFAULT_MACHINE_SETTINGS, workers: 3 };
    writeFileSync(file, JSON.stringify({ machine: earlier }));
    expect(openState(file).current().machine).toEqual({ ...earlier, engine, gpuMemoryBytes });
  });

  it('takes views of libraries from before the size of pictures could be chosen', () => {
    mkdirSync(path.dirname(file));
    const { tileSize, ...earlier } = { ...FIRST_VIEW, isCharted: true };
    writeFileSync(file, JSON.stringify({ views: [{ catalog: '/c.sqlite', view: earlier }] }));
    expect(openState(file).current().views).toEqual([{ catalog: '/c.sqlite', view: { ...earlier, tileSize } }]);
  });

  it('takes what it knows of a later version’s parts, and of many of a kind those that it knows', () => {
    mkdirSync(path.dirname(file));
    const view = { ...FIRST_VIEW, isCharted: true };
    const order = { catalog: '/c.sqlite', paths: ['/photos'], tags: [] };
    const written = {
      machine: { ...DEFAULT_MACHINE_SETTINGS, workers: 3, language: 'sv' },
      recentCatalogs: ['/c.sqlite', { file: '/d.sqlite' }],
      views: [
        { catalog: '/c.sqlite', view: { ...view, groups: 'month' }, pinned: true },
        { catalog: '/d.sqlite', view: { ...view, tileSize: 'wall' } },
        { catalog: '/e.sqlite', view },
      ],
      queued: [{ ...order, after: 'noon' }, order],
    };
    writeFileSync(file, JSON.stringify(written));
    expect(openState(file).current()).toEqual({
      window: null,
      machine: { ...DEFAULT_MACHINE_SETTINGS, workers: 3 },
      recentCatalogs: ['/c.sqlite'],
      views: [
        { catalog: '/c.sqlite', view },
        { catalog: '/e.sqlite', view },
      ],
      queued: [order],
    });
  });

  it.each([
    ['cut off', '{"window": {"x": 1'],
    ['of another form', '{"window": {"x": "left"}, "recentCatalogs": []}'],
    ['of a later version', '{"window": null, "recentCatalogs": [], "theme": "dark"}'],
    ['no object', 'null'],
    ['empty', ''],
  ])('is nothing where the file is %s, and is written anew', async (_how, text) => {
    await openState(file).update({ window: bounds });
    writeFileSync(file, text);
    const state = openState(file);
    expect(state.current()).toEqual(nothing);
    await state.update({ recentCatalogs: ['/b'] });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({ ...nothing, recentCatalogs: ['/b'] });
  });

  it('has the settings that it always had where the file is of a version without any', async () => {
    await openState(file).update({ window: bounds });
    writeFileSync(file, JSON.stringify({ window: bounds, recentCatalogs: [] }));
    expect(openState(file).current()).toEqual({ ...nothing, window: bounds });
  });

  it('is only not remembered where nothing can be written', async () => {
    const state = openState(path.join('/dev/null', 'state.json'));
    await state.update({ window: bounds });
    expect(state.current().window).toEqual(bounds);
  });
});

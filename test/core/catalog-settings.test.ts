import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogSettingsOf } from '../../main/core/catalog-settings.ts';
import { DEFAULT_EXTENSIONS } from '../../shared/picture.ts';
import { DEFAULT_CATALOG_SETTINGS } from '../../shared/settings.ts';
import { firstFound, openTestCore, runSettings, uncontrolled, valueOf, type OpenedCore } from './opened-core.ts';

let opened: OpenedCore;
beforeAll(async () => {
  opened = openTestCore();
  opened.bench.addSamples({
    'photos/shepherd.webp': 'german-shepherd.webp',
    'photos/castle.webp': 'castle.webp',
    'photos/coffee.jpg': 'espresso.jpg',
  });
  valueOf(await opened.core.open());
});
afterAll(() => opened.close());

const silent = () => Promise.resolve();
const asSet = { ...runSettings, k: null, extensions: null } as const;
const count = async (query: string): Promise<number> => valueOf(await opened.core.countMatches(query, null)).pictures;

describe('settings of a catalog', () => {
  it('are the defaults where nothing was set, or what is kept makes no sense', () => {
    expect(catalogSettingsOf(new Map())).toEqual(DEFAULT_CATALOG_SETTINGS);
    for (const [key, values] of [
      ['top', ['0', '21', '2.5', 'many', '']],
      ['extensions', ['', ',', 'a b', 'x/y']],
      ['threshold', ['-0.1', '1.1', 'low', '']],
    ] as const) {
      for (const value of values) expect(catalogSettingsOf(new Map([[key, value]]))).toEqual(DEFAULT_CATALOG_SETTINGS);
    }
  });

  it('are there again after a restart, each as it was last set', async () => {
    const { core } = opened;
    expect(valueOf(await core.settings())).toEqual(DEFAULT_CATALOG_SETTINGS);
    valueOf(await core.changeSettings({ k: 3, extensions: ['webp'] }));
    const changed = { k: 3, extensions: ['webp'], threshold: 0.4 };
    expect(valueOf(await core.changeSettings({ threshold: 0.4 }))).toEqual(changed);
    await opened.reopen();
    expect(valueOf(await opened.core.settings())).toEqual(changed);
  });

  it('say what a run does that is not told otherwise, and what a look before it counts', async () => {
    const paths = [opened.bench.path('photos')];
    const preview = { ...asSet, paths };
    expect(valueOf(await opened.core.previewRun(preview, new AbortController().signal))).toMatchObject({ pictures: 2 });
    const { counts } = valueOf(await opened.core.classify(preview, uncontrolled(), silent));
    expect(counts).toMatchObject({ found: 2, classified: 2 });
    const [found] = await firstFound(opened.core, '');
    expect(valueOf(await opened.core.picture(found?.picture ?? 0, null))?.predictions).toHaveLength(3);

    const told = { ...preview, k: 5, extensions: ['jpg'] };
    expect(valueOf(await opened.core.classify(told, uncontrolled(), silent)).counts).toMatchObject({ found: 1 });
  });

  it('say which score a word needs, until they are taken back', async () => {
    const { core } = opened;
    await core.changeSettings({ threshold: 0 });
    const all = await count('entity');
    expect(all).toBe(3);
    await core.changeSettings({ threshold: 1 });
    expect(await count('entity')).toBe(0);
    expect(await count('is:uncertain')).toBe(3);
    expect(await count('entity score>=0')).toBe(3);
    const restored = valueOf(await core.changeSettings(DEFAULT_CATALOG_SETTINGS));
    expect(restored).toEqual({ k: 5, extensions: DEFAULT_EXTENSIONS, threshold: null });
    const { model, threshold } = valueOf(await core.describeModel(null));
    expect(threshold).toBe(model.manifest.threshold);
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDesk, type Desk } from './desk.ts';

let desk: Desk;
beforeEach(() => {
  desk = openDesk();
  desk.addSamples({
    'trip/bear.webp': 'polar-bear.webp',
    'trip/castle.webp': 'castle.webp',
    'trip/dog.webp': 'german-shepherd.webp',
  });
});
afterEach(() => desk.clear());

describe('tags', () => {
  it('are put on all that a search finds, are found, and are taken back, after a restart too', async () => {
    const first = await desk.open();
    const { window, catalog } = first;
    await window.drop([desk.path('trip')]);
    await window.startRun();
    await window.run.finished();
    const dog = [desk.path('trip', 'dog.webp')];

    await window.search('dog');
    await expect.poll(() => window.shownPaths()).toEqual(dog);
    await window.tagAll('friend');
    await window.tagCount('friend').waitFor();
    expect(await desk.searchByCommandLine(catalog, 'tag:friend')).toEqual(dog);
    await window.search('');
    await expect.poll(() => window.shownPaths()).toHaveLength(3);
    await window.tagAll('holiday');
    await expect.poll(() => desk.searchByCommandLine(catalog, 'tag:holiday')).toHaveLength(3);

    await window.undoByKey();
    await window.tagCount('holiday').waitFor({ state: 'detached' });
    expect(await desk.searchByCommandLine(catalog, 'tag:holiday')).toEqual([]);
    await first.electron.close();

    const second = await desk.open();
    await second.window.tagCount('friend').waitFor();
    await second.window.undoByKey();
    await second.window.tagCount('friend').waitFor({ state: 'detached' });
    expect(await desk.searchByCommandLine(catalog, 'tag:friend')).toEqual([]);
  });
});

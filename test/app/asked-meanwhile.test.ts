import type { BrowserWindow } from 'electron';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { CsvExport } from '../../main/app/csv-export.ts';
import { dataCommands } from '../../main/app/data-commands.ts';
import type { Library } from '../../main/app/library.ts';
import type { OwnData } from '../../main/app/own-data.ts';
import { systemCommands } from '../../main/app/system-commands.ts';
import { applicationTexts as texts } from '../../shared/texts/application.ts';

// What a dialog asks about may be another thing when it is answered: on a Mac the menu can be used meanwhile.

const answered = vi.hoisted((): { meanwhile: () => void } => ({ meanwhile: () => undefined }));
vi.mock('electron', () => ({
  dialog: {
    showSaveDialog: () => {
      answered.meanwhile();
      return Promise.resolve({ canceled: false, filePath: '/nowhere/found.csv' });
    },
  },
}));
beforeEach(() => {
  answered.meanwhile = () => undefined;
});

const window = () => ({}) as unknown as BrowserWindow;

describe('the question before all data is deleted', () => {
  /** The reply, where something happens while it is asked. */
  async function deleteAll(meanwhile: (now: { isBusy: boolean; catalog: string }) => void) {
    const now = { isBusy: false, catalog: '/a.sqlite' };
    const done: string[] = [];
    const handlers = dataCommands({
      libraries: { beginAfresh: () => Promise.resolve() },
      ownData: () => ({ catalog: now.catalog, defaultCatalog: now.catalog }) as OwnData,
      keptOrders: { forget: () => done.push('forgot') } as never,
      window,
      isBusy: () => now.isBusy,
      mayStop: () => {
        meanwhile(now);
        return Promise.resolve(true);
      },
      onPageGone: () => done.push('page gone'),
      stopOthers: () => Promise.resolve(done.push('stopped')),
      onRemoved: () => Promise.resolve(),
      onAfresh: () => undefined,
    });
    const reply = await handlers.deleteAllData({});
    await new Promise((resolve) => setImmediate(resolve));
    return { reply, done };
  }

  it('deletes nothing where a run has begun meanwhile', async () => {
    const { reply, done } = await deleteAll((now) => (now.isBusy = true));
    expect(reply).toEqual({ ok: false, message: texts.deleteWhileRunning });
    expect(done).toEqual([]);
  });

  it('deletes nothing where another catalog was opened meanwhile: it was not the one asked about', async () => {
    const { reply, done } = await deleteAll((now) => (now.catalog = '/b.sqlite'));
    expect(reply).toEqual({ ok: true, value: { isBegun: false } });
    expect(done).toEqual([]);
  });
});

describe('pictures that are to be exported', () => {
  async function exportTwo(meanwhile: (open: (library: Library) => void) => void) {
    const first = { catalog: '/a.sqlite' } as Library;
    let library = first;
    answered.meanwhile = () => {
      meanwhile((next) => (library = next));
    };
    const written: unknown[] = [];
    const csvExport = {
      write: (...args: readonly unknown[]) => {
        written.push(args);
        return Promise.resolve({ ok: true, value: null });
      },
    } as unknown as CsvExport;
    const parts = { library: () => library, libraries: {} as never, catalog: '/a.sqlite', window, csvExport };
    const selected = { query: 'dog', among: [1, 2] };
    return { reply: await systemCommands(parts).exportCsv(selected), written, first, selected };
  }

  it('are written from the catalog that is open', async () => {
    const { written, first, selected } = await exportTwo(() => undefined);
    expect(written).toEqual([[first, '/nowhere/found.csv', selected]]);
  });

  it('are not looked for in a catalog that was opened while their file was named', async () => {
    const { reply, written } = await exportTwo((open) => {
      open({ catalog: '/b.sqlite' } as Library);
    });
    expect(reply).toEqual({ ok: true, value: null });
    expect(written).toEqual([]);
  });
});

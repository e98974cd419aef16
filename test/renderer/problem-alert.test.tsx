// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import type { ReactElement } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DeleteDataDialog } from '../../renderer/data/delete-data-dialog.tsx';
import { RunSheet } from '../../renderer/drop/run-sheet.tsx';
import { FailuresScreen } from '../../renderer/failures/failures-screen.tsx';
import { ForgetDialog } from '../../renderer/folders/forget-dialog.tsx';
import { LibraryScreen } from '../../renderer/library/library-screen.tsx';
import { PictureView } from '../../renderer/picture/picture-view.tsx';
import { AcceptDialog } from '../../renderer/review/accept-dialog.tsx';
import { ReviewScreen } from '../../renderer/review/review-screen.tsx';
import { usePictureSearch } from '../../renderer/state/use-picture-search.ts';
import { useSelection } from '../../renderer/state/use-selection.ts';
import { TagDialog } from '../../renderer/tags/tag-dialog.tsx';
import type { CommandName } from '../../shared/contract/commands.ts';
import type { RootView, StorageView } from '../../shared/contract/views.ts';
import type { SearchSort } from '../../shared/query/sort.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { fakeBridge, inWindow, ok } from './fake-bridge.tsx';
import { stubWindow } from './stubbed-window.ts';
import { tile } from './tiles.ts';

const BUSY = 'The catalog is busy.';
const SORT: SearchSort = { by: 'score', direction: 'descending' };
const ALL = { query: '' };
const ROOT: RootView = {
  ...{ root: 1, folder: 1, parent: null, name: 'card', path: '/card', hasFolders: false },
  ...{ pictures: 1, classified: 1, failed: 0, state: 'online', volume: '', scannedAt: null },
};
const NOTHING_STORED = { path: '/data', bytes: 0 };
const STORAGE: StorageView = {
  ...{ catalogs: [NOTHING_STORED], thumbnails: NOTHING_STORED, graphs: NOTHING_STORED, downloads: NOTHING_STORED },
  ...{ samples: NOTHING_STORED, settings: NOTHING_STORED, kept: [] },
};
const nothing = () => undefined;

beforeEach(stubWindow);
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function Library() {
  const search = usePictureSearch('', SORT);
  const used = useSelection('', search, 0);
  const given = {
    query: '',
    list: '',
    search,
    length: 0,
    isCounted: true,
    isCovered: false,
    used,
    controls: null,
    charts: null,
    tileSize: 'medium',
  } as const;
  return <LibraryScreen {...given} onQuery={nothing} onOpen={nothing} />;
}

function Opened() {
  const search = usePictureSearch('', SORT);
  return (
    <PictureView opened={{ tile: tile(1), index: 0 }} search={search} total={1} onOpened={nothing} onClose={nothing} />
  );
}

const PLACES: readonly (readonly [string, CommandName, ReactElement])[] = [
  ['the library', 'search', <Library key={1} />],
  ['failures', 'failures', <FailuresScreen key={1} />],
  ['the review', 'search', <ReviewScreen key={1} selection={ALL} onClose={nothing} />],
  ['an opened picture', 'picture', <Opened key={1} />],
  ['the sheet before a run', 'previewRun', <RunSheet key={1} paths={['/card']} isRunning={false} onClose={nothing} />],
  ['tagging', 'previewTag', <TagDialog key={1} selection={ALL} total={1} onClose={nothing} />],
  ['accepting', 'previewAccept', <AcceptDialog key={1} selection={ALL} total={1} onClose={nothing} />],
  [
    'forgetting a folder',
    'previewForget',
    <ForgetDialog key={1} root={ROOT} onClose={nothing} onForgotten={nothing} />,
  ],
  ['deleting all data', 'storage', <DeleteDataDialog key={1} onClose={nothing} />],
];

it.each(PLACES)(
  '%s: what could not be had is asked for again when a person wants that',
  async (_place, asked, part) => {
    let isBusy = true;
    const unlessBusy = <Value,>(name: CommandName, value: Value) =>
      isBusy && name === asked ? Promise.resolve({ ok: false as const, message: BUSY }) : ok(value);
    const bridge = fakeBridge({
      search: () => unlessBusy('search', { list: 1, pictures: [], unknownNames: [] }),
      failures: () => unlessBusy('failures', []),
      picture: () =>
        unlessBusy('picture', {
          ...{ picture: 1, name: '1.jpg', path: '/pictures/1.jpg', width: 1, height: 1, size: 1, takenAt: null },
          ...{ predictions: [], older: null, tags: [], review: null, failure: null },
        }),
      previewRun: () =>
        unlessBusy('previewRun', {
          ...{ pictures: 1, bytes: 1, known: 0, seconds: 1, skipped: 0, unlisted: [], missing: [] },
        }),
      previewTag: () => unlessBusy('previewTag', { pictures: 1, changed: 1, unreadable: 0 }),
      previewAccept: () => unlessBusy('previewAccept', { changed: 1, accepted: 0, rejected: 0, corrected: 0 }),
      failureKinds: () => ok([]),
      previewForget: () => unlessBusy('previewForget', { pictures: 1, tags: [] }),
      storage: () => unlessBusy('storage', STORAGE),
      count: () => ok({ pictures: 0 }),
      tags: () => ok([]),
      classTree: () => ok([]),
      cancelPreview: () => ok(null),
    });
    render(part, { wrapper: inWindow(bridge) });
    if (asked === 'previewTag') {
      fireEvent.change(screen.getByLabelText(windowTexts.tagDialog.name, { selector: 'input' }), {
        target: { value: 'holiday' },
      });
    }
    await screen.findByText(BUSY);
    const again = screen.getByRole('button', { name: windowTexts.tryAgain });
    const before = bridge.asked.filter(({ name }) => name === asked).length;
    isBusy = false;
    await act(async () => {
      fireEvent.click(again);
      await Promise.resolve();
    });
    await vi.waitFor(() => {
      expect(screen.queryByText(BUSY)).toBeNull();
    });
    expect(bridge.asked.filter(({ name }) => name === asked)).toHaveLength(before + 1);
  },
);

import { Notifications } from '@mantine/notifications';
import { render, screen, waitFor, within } from '@testing-library/react';
import { MenuProvider } from '../../renderer/state/menu.tsx';
import { RunsProvider } from '../../renderer/state/runs.tsx';
import { Workspace } from '../../renderer/workspace.tsx';
import type { StartView } from '../../shared/contract/views.ts';
import { BEST_FIRST } from '../../shared/query/sort.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { type Answers, type FakeBridge, fakeBridge, inWindow, ok } from './fake-bridge.tsx';
import { tile } from './tiles.ts';

const START: StartView = {
  ...{ catalog: '/catalog.sqlite', pictures: 1, unfinished: 0, queued: 0, isInterrupted: false, run: null },
  model: { id: 'lite0', name: 'EfficientNet-Lite0', classes: 1_000, threshold: 0.21 },
  view: { sort: BEST_FIRST, isCharted: false, tileSize: 'small' },
  version: '0',
};

/** The library's window with so many pictures, rows 1 and on, whatever is searched for; `answers` take the place of its own. */
export async function openWorkspace(pictures: number, answers: Answers = {}): Promise<FakeBridge> {
  let lists = 0;
  const bridge = fakeBridge({
    search({ list, from, limit }) {
      const length = Math.max(0, Math.min(limit, pictures - from));
      const found = Array.from({ length }, (_, at) => tile(from + at + 1));
      return ok({ list: list ?? ++lists, pictures: found, unknownNames: [] });
    },
    listedPictures: () => ok([]),
    count: ({ among }) => ok({ pictures: among?.length ?? pictures }),
    tags: () => ok([]),
    allowMenuItems: () => ok(null),
    roots: () => ok([]),
    folders: () => ok([]),
    stateCounts: () => ok({ uncertain: 1, unreviewed: 1, untagged: 1, unclassified: 1, rejected: 1 }),
    picture: () => Promise.resolve({ ok: false, message: 'Nothing is known of it.' }),
    ...answers,
  });
  const Window = inWindow(bridge);
  render(
    <Window>
      <Notifications />
      <RunsProvider>
        <MenuProvider>
          <Workspace start={START} firstPlace={{ screen: 'library', query: '' }} onPaths={() => undefined} />
        </MenuProvider>
      </RunsProvider>
    </Window>,
  );
  await waitFor(() => {
    within(screen.getByRole('listbox', { name: windowTexts.grid.label })).getAllByRole('option');
  });
  return bridge;
}

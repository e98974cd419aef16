import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { createKeptViews } from '../../main/app/kept-views.ts';
import { openState } from '../../main/app/state-file.ts';
import { FIRST_VIEW, type LibraryView } from '../../shared/settings.ts';

it('keeps for each library how it was shown last, and forgets those that were not shown for long', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'views-'));
  try {
    const file = path.join(folder, 'state.json');
    const views = createKeptViews(openState(file));
    const byName: LibraryView = { sort: { by: 'name', direction: 'ascending' }, isCharted: true, tileSize: 'huge' };
    await views.keep('/a.sqlite', FIRST_VIEW);
    await views.keep('/a.sqlite', byName);
    const later = createKeptViews(openState(file));
    expect(later.of('/a.sqlite')).toEqual(byName);
    expect(later.of('/b.sqlite')).toEqual(FIRST_VIEW);
    for (let other = 0; other < 50; other++) await later.keep(`/${other}.sqlite`, byName);
    expect(later.of('/a.sqlite')).toEqual(FIRST_VIEW);
    expect(later.of('/0.sqlite')).toEqual(byName);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

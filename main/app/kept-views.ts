import { FIRST_VIEW, type LibraryView } from '../../shared/settings.ts';
import type { StateFile } from './state-file.ts';

/** How the window shows each library, kept in the state file. */
export interface KeptViews {
  of(catalog: string): LibraryView;
  keep(catalog: string, view: LibraryView): Promise<void>;
}

/** Libraries whose view is kept, those changed last. */
const MOST_KEPT = 50;

export function createKeptViews(state: StateFile): KeptViews {
  return {
    of: (catalog) => state.current().views.find((kept) => kept.catalog === catalog)?.view ?? FIRST_VIEW,
    keep: (catalog, view) => {
      const others = state.current().views.filter((kept) => kept.catalog !== catalog);
      return state.update({ views: [{ catalog, view }, ...others].slice(0, MOST_KEPT) });
    },
  };
}

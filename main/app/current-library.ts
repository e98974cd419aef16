import { existsSync } from 'node:fs';
import { applicationTexts as texts } from '../../shared/texts/application.ts';
import { failureText } from './failure-text.ts';
import type { Library } from './library.ts';
import type { StateFile } from './state-file.ts';

export interface CurrentLibraryParts {
  readonly open: (catalog: string) => Library;
  readonly state: StateFile;
  /** The application's own catalog: the one that is made where there is none. Absolute. */
  readonly defaultCatalog: string;
  /** Something goes on in the library that is open, which closing it would break off. */
  readonly isBusy: () => boolean;
  /** Whether all else that goes on may be stopped: a person is asked, where anything does. */
  readonly mayStop: () => Promise<boolean>;
  /** Resolves when nothing else uses the library that is open. */
  readonly stopOthers: () => Promise<unknown>;
  /** Another library is open: shows it. Resolves when nothing uses the one before. */
  readonly onSwitched: () => Promise<void>;
  /** A person opens the one that is open: whoever could not show it shows it now. */
  readonly onOpenedAgain: () => void;
  readonly tellProblem: (message: string) => void;
  /** What to do about a catalog that a person opened before, and that is not there. */
  readonly askWhereGone: (catalog: string) => Promise<'choose' | 'forget' | 'leave'>;
  /** Null: the person chose none. */
  readonly chooseCatalog: () => Promise<string | null>;
  /** The catalogs that can be opened again are others. */
  readonly onRecent: () => void;
}

/** The one library that is open, and how another one takes its place. */
export interface CurrentLibrary {
  readonly current: () => Library;
  /** Why nothing can be done in it: its file is not there, and opening it would make an empty one in its place; else null. */
  readonly gone: () => string | null;
  /** Makes a catalog; one that is there is opened. Null, here and below: the person chose none. */
  readonly makeCatalog: (catalog: string | null) => Promise<void>;
  /** Opens a catalog that is there. */
  readonly openCatalog: (catalog: string | null) => Promise<void>;
  /** The same for one that a person opened before: where it is gone, they are asked what to do. */
  readonly openRecent: (catalog: string) => Promise<void>;
  readonly openDefault: () => Promise<void>;
  /** Closes it, has everything removed, and begins with the default catalog; a removal that failed changes nothing in that. */
  readonly beginAfresh: (remove: () => Promise<void>) => Promise<void>;
}

const MOST_RECENT = 8;

/** Begins with the catalog that was opened last. Nothing is made before somebody asks something of it. */
export function createCurrentLibrary(parts: CurrentLibraryParts): CurrentLibrary {
  const { open, state, defaultCatalog, isBusy } = parts;
  let library = open(state.current().recentCatalogs[0] ?? defaultCatalog);
  let isSwitching = false;

  /** A disk that is not there now may hold it: nothing but the person's own word makes one in its place. */
  const isGone = (catalog: string): boolean => catalog !== defaultCatalog && !existsSync(catalog);

  async function remember(recentCatalogs: readonly string[]): Promise<void> {
    const written = state.update({ recentCatalogs: [...new Set(recentCatalogs)].slice(0, MOST_RECENT) });
    parts.onRecent();
    await written;
  }

  /** The old catalog stays open until the new one is. */
  async function switchTo(catalog: string | null): Promise<void> {
    if (catalog === null || isSwitching) return;
    if (catalog === library.catalog) {
      parts.onOpenedAgain();
      return;
    }
    isSwitching = true;
    try {
      await replace(catalog);
    } finally {
      isSwitching = false;
    }
  }

  async function replace(catalog: string): Promise<void> {
    if (isBusy()) {
      parts.tellProblem(texts.catalogWhileRunning);
      return;
    }
    // Before a catalog is made that nobody wants then.
    if (!(await parts.mayStop())) return;
    const next = open(catalog);
    const opened = await next.core.open();
    if (opened.ok) await parts.stopOthers();
    // The person went on with the window meanwhile: what they began is theirs to cancel.
    const problem = !opened.ok ? failureText(opened.failure) : isBusy() ? texts.catalogWhileRunning : null;
    if (problem !== null) {
      await next.close();
      parts.tellProblem(problem);
      return;
    }
    const previous = library;
    library = next;
    // Before anything is waited for: the page would ask the new library for what the old one has.
    const switched = parts.onSwitched();
    await remember([catalog, previous.catalog, ...state.current().recentCatalogs]);
    await switched;
    await previous.close();
  }

  async function openCatalog(catalog: string | null): Promise<void> {
    if (catalog !== null && isGone(catalog)) parts.tellProblem(texts.catalogGone(catalog));
    else await switchTo(catalog);
  }

  return {
    current: () => library,
    gone: () => (isGone(library.catalog) ? texts.catalogGone(library.catalog) : null),
    makeCatalog: switchTo,
    openCatalog,
    openRecent: async (catalog) => {
      if (!isGone(catalog)) {
        await switchTo(catalog);
        return;
      }
      const answer = await parts.askWhereGone(catalog);
      if (answer === 'forget') await remember(state.current().recentCatalogs.filter((recent) => recent !== catalog));
      if (answer === 'choose') await openCatalog(await parts.chooseCatalog());
    },
    openDefault: () => switchTo(defaultCatalog),
    beginAfresh: async (remove) => {
      try {
        await library.close();
        await remove();
      } finally {
        library = open(defaultCatalog);
      }
    },
  };
}

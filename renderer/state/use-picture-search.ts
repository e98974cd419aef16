import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Cursor } from '../../shared/contract/commands.ts';
import type { PictureTile, SearchView } from '../../shared/contract/views.ts';
import type { Bridge } from '../bridge.ts';
import { useBridge } from '../bridge-context.ts';
import { createPages, type Pages, type PagesSource, type PagesState } from './pages.ts';
import { useAnswering, useRevision } from './revision.tsx';

/** Names of the query that the model does not know. */
type UnknownNames = SearchView['unknownNames'];

export interface PictureSearch extends PagesState<PictureTile, UnknownNames> {
  readonly pages: Pages<PictureTile, UnknownNames>;
}

/** What a query finds, best first, as far as it was wanted; it follows the catalog. */
export function usePictureSearch(query: string): PictureSearch {
  const bridge = useBridge();
  const answering = useAnswering();
  const revision = useRevision();
  const [pages] = useState(() => createPages<PictureTile, UnknownNames>());
  useEffect(() => {
    answering(pages.show(searchOf(bridge, query)));
  }, [bridge, answering, pages, query, revision]);
  return { pages, ...useSyncExternalStore(pages.subscribe, pages.getState) };
}

function searchOf(bridge: Bridge, query: string): PagesSource<PictureTile, UnknownNames> {
  return {
    key: query,
    idOf: (tile) => tile.picture,
    async load(after, limit) {
      const reply = await bridge.request('search', { query, after: after === null ? null : cursorOf(after), limit });
      return reply.ok ? { ok: true, value: { items: reply.value.pictures, head: reply.value.unknownNames } } : reply;
    },
  };
}

function cursorOf({ picture, root, rootPath, relativePath, takenAt, match }: PictureTile): Cursor {
  return { picture, root, rootPath, relativePath, takenAt, match };
}

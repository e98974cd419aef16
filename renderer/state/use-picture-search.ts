import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { SearchSort } from '../../shared/query/sort.ts';
import type { Bridge } from '../bridge.ts';
import { useBridge } from '../bridge-context.ts';
import { createPictureList, type ListSource, type PictureList, type PictureListState } from './picture-list.ts';
import { useAnswering, useRevision } from './revision.tsx';

export interface PictureSearch extends PictureListState {
  readonly pages: PictureList;
  /** Whether the list before is shown still: no part of this one is there yet. */
  readonly isOfBefore: boolean;
  /** Asks what the next query finds before the window is drawn for it: the one is looked up while the other is drawn. */
  readonly expect: (query: string) => void;
}

/**
 * What a query finds, in an order, as far as it was wanted; it follows the catalog. `among`: rows beside which nothing is
 * found, the same array as long as they are the same.
 */
export function usePictureSearch(
  query: string,
  sort: SearchSort,
  among: readonly number[] | null = null,
): PictureSearch {
  const bridge = useBridge();
  const answering = useAnswering();
  const revision = useRevision();
  const [pages] = useState(createPictureList);
  /** The list that was asked for ahead, of the catalog as it was then; null: none was. */
  const expected = useRef<{ readonly key: string; readonly revision: number } | null>(null);
  const expect = useCallback(
    (next: string) => {
      const source = searchOf(bridge, next, sort, among);
      // A field that is left says again what Enter has said.
      if (source.key === (expected.current ?? searchOf(bridge, query, sort, among)).key) return;
      expected.current = next === query ? null : { key: source.key, revision };
      answering(pages.show(source));
    },
    [bridge, answering, pages, query, sort, among, revision],
  );
  useEffect(() => {
    const source = searchOf(bridge, query, sort, among);
    // The catalog may have changed while the window was about to be drawn for it.
    const isAsked = expected.current?.key === source.key && expected.current.revision === revision;
    expected.current = null;
    if (!isAsked) answering(pages.show(source));
  }, [bridge, answering, pages, query, sort, among, revision]);
  const state = useSyncExternalStore(pages.subscribe, pages.getState);
  const key = useMemo(() => keyOf(query, sort, among), [query, sort, among]);
  return { pages, expect, isOfBefore: state.shown !== null && state.shown !== key, ...state };
}

function keyOf(query: string, sort: SearchSort, among: readonly number[] | null): string {
  return `${sort.by} ${sort.direction} ${among?.join() ?? ''} ${query}`;
}

function searchOf(bridge: Bridge, query: string, sort: SearchSort, among: readonly number[] | null): ListSource {
  const rows = among === null ? {} : { among: [...among] };
  return {
    key: keyOf(query, sort, among),
    load: (list, from, limit) => bridge.request('search', { query, sort, list, from, limit, ...rows }),
    pictures: (list, from, to) => bridge.request('listedPictures', { list, from, to }),
    among: (pictures) => foundAmong(bridge, query, sort, pictures),
  };
}

/** Which of these pictures a query finds; null where that cannot be had. */
async function foundAmong(
  bridge: Bridge,
  query: string,
  sort: SearchSort,
  pictures: readonly number[],
): Promise<readonly number[] | null> {
  const among = [...pictures];
  const counted = await bridge.request('count', { query, among });
  if (!counted.ok) return null;
  // Most often it is none of them, or all: no list has to be made for that.
  if (counted.value.pictures === 0) return [];
  if (counted.value.pictures === pictures.length) return pictures;
  const begun = await bridge.request('search', { query, sort, list: null, from: 0, limit: 1, among });
  if (!begun.ok) return null;
  const listed = await bridge.request('listedPictures', { list: begun.value.list, from: 0, to: among.length });
  return listed.ok ? listed.value : null;
}

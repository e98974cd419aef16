import { Group, Loader, Text, VisuallyHidden } from '@mantine/core';
import { IconPhotoSearch } from '@tabler/icons-react';
import { type ReactNode, useCallback } from 'react';
import type { PictureTile } from '../../shared/contract/views.ts';
import type { TileSize } from '../../shared/settings.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { ProblemAlert } from '../problem-alert.tsx';
import { asksForClasses } from '../state/query-text.ts';
import { isSelected } from '../state/selection.ts';
import type { PictureSearch } from '../state/use-picture-search.ts';
import type { UsedSelection } from '../state/use-selection.ts';
import { StaleBar } from '../stale-bar.tsx';
import screen from '../screen.module.css';
import styles from './library-screen.module.css';
import { PictureGrid } from './picture-grid.tsx';
import { UnknownNames } from './unknown-names.tsx';

const texts = windowTexts.search;

/** What the search found, as a grid, or why there is nothing. */
export function LibraryScreen({
  query,
  list,
  search,
  length,
  isCounted,
  isCovered,
  used,
  controls,
  charts,
  tileSize,
  onQuery,
  onOpen,
}: {
  readonly query: string;
  /** Another one begins at its top. */
  readonly list: string;
  readonly search: PictureSearch;
  /** Of the list, as far as that is known. */
  readonly length: number;
  /** It is known. */
  readonly isCounted: boolean;
  /** A picture of it lies over it, large. */
  readonly isCovered: boolean;
  readonly used: UsedSelection;
  /** How the list is ordered and narrowed. */
  readonly controls: ReactNode;
  /** What is in the list, where a person wants to see it. */
  readonly charts: ReactNode;
  readonly tileSize: TileSize;
  readonly onQuery: (query: string) => void;
  readonly onOpen: (tile: PictureTile, index: number) => void;
}) {
  const { tiles, isLoading, unknownNames, problem, pages } = search;
  const { selection } = used;
  const isPictureSelected = useCallback((picture: number) => isSelected(selection, picture), [selection]);
  return (
    <main className={screen['screen']}>
      <VisuallyHidden>
        <h1>{windowTexts.grid.label}</h1>
      </VisuallyHidden>
      <Group className={styles['controls']} gap="sm">
        {controls}
      </Group>
      {problem === null ? charts : null}
      {problem === null ? null : <ProblemAlert message={problem} isWide onTryAgain={pages.refresh} />}
      {problem === null && unknownNames !== null ? (
        <UnknownNames unknownNames={unknownNames} query={query} onQuery={onQuery} />
      ) : null}
      {search.isStale ? <StaleBar onRefresh={pages.refresh} /> : null}
      {/* There even while it is empty, so that the keyboard can wait in it for what a search finds. */}
      <div className={styles['results']}>
        <PictureGrid
          list={list}
          tiles={tiles}
          total={length}
          isCounted={isCounted}
          isCovered={isCovered}
          tileSize={tileSize}
          active={selection.active}
          isSelected={isPictureSelected}
          onSelect={used.onSelect}
          onSelectAll={used.selectAll}
          onSelectNone={used.selectNone}
          onOpen={onOpen}
          onWant={pages.want}
        />
        {length > 0 || problem !== null ? null : (
          <div className={styles['nothing']}>
            {isLoading ? <Loader size="sm" aria-label={windowTexts.loading} /> : <Nothing query={query} />}
          </div>
        )}
      </div>
    </main>
  );
}

/**
 * While pictures come in, count and parts are of different moments: the grid is as long as the count says, and once the
 * end was reached, as long as the list is. Before there is a count, it is as long as what is loaded, and grows with that.
 */
export function listLength({ tiles, end }: PictureSearch, total: number | null): number {
  return end ?? Math.max(total ?? 0, tiles.size);
}

function Nothing({ query }: { readonly query: string }) {
  return (
    <>
      <IconPhotoSearch size="3rem" stroke={1.2} aria-hidden />
      <Text fw={600}>{query.trim() === '' ? texts.empty : texts.nothing}</Text>
      {asksForClasses(query) ? <Text size="sm">{texts.nothingHint}</Text> : null}
    </>
  );
}

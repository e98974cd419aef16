import { Alert, Button, Group, Loader, Text, VisuallyHidden } from '@mantine/core';
import { IconPhotoSearch } from '@tabler/icons-react';
import { useCallback } from 'react';
import type { PictureTile } from '../../shared/contract/views.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { isSelected } from '../state/selection.ts';
import type { PictureSearch } from '../state/use-picture-search.ts';
import type { UsedSelection } from '../state/use-selection.ts';
import screen from '../screen.module.css';
import styles from './library-screen.module.css';
import { PictureGrid } from './picture-grid.tsx';
import { UnknownNames } from './search-field.tsx';

const texts = windowTexts.search;
/** About, in rem: larger text needs larger tiles for the same words. */
const TILE_REM = 10.5;

/** What the search found, as a grid, or why there is nothing. */
export function LibraryScreen({
  query,
  search,
  total,
  used,
  onQuery,
  onOpen,
}: {
  readonly query: string;
  readonly search: PictureSearch;
  /** How many the search finds; null while that is not known. */
  readonly total: number | null;
  readonly used: UsedSelection;
  readonly onQuery: (query: string) => void;
  readonly onOpen: (tile: PictureTile) => void;
}) {
  const { items, isComplete, isLoading, head, problem, pages } = search;
  const { selection } = used;
  // While pictures come in, count and pages are of different moments: the grid is as long as the longer says, and once
  // the end was reached, as long as what is there.
  const length = isComplete ? items.length : Math.max(items.length, total ?? 0);
  const isPictureSelected = useCallback((picture: number) => isSelected(selection, picture), [selection]);
  return (
    <main className={screen['screen']}>
      <VisuallyHidden>
        <h1>{windowTexts.grid.label}</h1>
      </VisuallyHidden>
      {problem === null ? null : (
        <Alert color="red" radius={0} py="xs" role="alert">
          {problem}
        </Alert>
      )}
      {problem === null && head !== null ? <UnknownNames unknownNames={head} query={query} onQuery={onQuery} /> : null}
      {search.isStale ? (
        <Group className={styles['changed']} gap="sm" role="status">
          <Text size="sm">{windowTexts.grid.changed}</Text>
          <Button size="compact-xs" variant="light" onClick={pages.refresh}>
            {windowTexts.grid.reload}
          </Button>
        </Group>
      ) : null}
      {/* There even while it is empty, so that the keyboard can wait in it for what a search finds. */}
      <div className={styles['results']}>
        <PictureGrid
          list={query}
          tiles={items}
          total={length}
          tileRem={TILE_REM}
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

function Nothing({ query }: { readonly query: string }) {
  return (
    <>
      <IconPhotoSearch size="3rem" stroke={1.2} aria-hidden />
      <Text fw={600}>{query.trim() === '' ? texts.empty : texts.nothing}</Text>
      {query.trim() === '' ? null : <Text size="sm">{texts.nothingHint}</Text>}
    </>
  );
}

import { Button } from '@mantine/core';
import { IconChartBar } from '@tabler/icons-react';
import { memo } from 'react';
import type { LibraryView } from '../../shared/settings.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { ScoreSlider } from './score-slider.tsx';
import { SortMenu } from './sort-menu.tsx';
import { TileSizeSlider } from './tile-size-slider.tsx';

interface ViewControlsProps {
  readonly view: LibraryView;
  readonly onView: (change: Partial<LibraryView>) => void;
}

/**
 * How the list of a search is narrowed, ordered and shown. What follows the catalog renders again with every look at it,
 * which in a run is as often as the machine allows: these are the same then.
 */
export const LibraryControls = memo(function LibraryControls({
  query,
  threshold,
  onQuery,
  view,
  onView,
}: ViewControlsProps & {
  readonly query: string;
  /** The least score of words where the query says none. */
  readonly threshold: number;
  readonly onQuery: (query: string) => void;
}) {
  return (
    <>
      <ScoreSlider query={query} threshold={threshold} onQuery={onQuery} />
      <ViewControls view={view} onView={onView} />
    </>
  );
});

/** Apart from the slider, which is another one with each search. */
const ViewControls = memo(function ViewControls({ view, onView }: ViewControlsProps) {
  const { sort, isCharted, tileSize } = view;
  return (
    <>
      <SortMenu
        sort={sort}
        onSort={(chosen) => {
          onView({ sort: chosen });
        }}
      />
      <Button
        variant={isCharted ? 'light' : 'subtle'}
        size="compact-xs"
        aria-pressed={isCharted}
        leftSection={<IconChartBar size="1rem" stroke={1.6} aria-hidden />}
        onClick={() => {
          onView({ isCharted: !isCharted });
        }}
      >
        {windowTexts.charts.toggle}
      </Button>
      <TileSizeSlider
        size={tileSize}
        onSize={(size) => {
          onView({ tileSize: size });
        }}
      />
    </>
  );
});

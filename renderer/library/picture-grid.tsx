import { useElementSize, useMergedRef, useWindowEvent } from '@mantine/hooks';
import { type KeyboardEvent, type MouseEvent, useCallback, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import type { PictureTile as Tile } from '../../shared/contract/views.ts';
import type { TileSize } from '../../shared/settings.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { isDialogOpen } from '../dialog.tsx';
import { isCommand, isInField } from '../state/keys.ts';
import type { PictureAt } from '../state/list-place.ts';
import { indexAfterKey, type SelectMode } from '../state/selection.ts';
import type { PlaceToSelect } from '../state/use-selection.ts';
import { GAP, gridGeometry } from './grid-geometry.ts';
import { useRootFontSize } from '../root-font-size.ts';
import styles from './picture-grid.module.css';
import { PictureTile, tileId } from './picture-tile.tsx';
import { useRowsInSight } from './use-rows-in-sight.ts';

export interface PictureGridProps {
  /** What is listed: another list begins at its top. */
  readonly list: string;
  /** By position, as far as they are loaded. */
  readonly tiles: ReadonlyMap<number, Tile>;
  /** How many there are in all, or, while they are not counted, how many are known. */
  readonly total: number;
  readonly isCounted: boolean;
  /** A picture of it lies over it, large. */
  readonly isCovered: boolean;
  readonly tileSize: TileSize;
  readonly active: PictureAt | null;
  readonly isSelected: (picture: number) => boolean;
  /** A key may lead to a picture that is not loaded yet. */
  readonly onSelect: (place: PlaceToSelect, mode: SelectMode) => void;
  readonly onSelectAll: () => void;
  readonly onSelectNone: () => void;
  readonly onOpen: (tile: Tile, index: number) => void;
  /** Pictures from one position up to, not including, another are seen or about to be. */
  readonly onWant: (from: number, to: number) => void;
}

/** All that a search finds, as a grid of which only the rows in sight exist. */
export function PictureGrid(props: PictureGridProps) {
  const { tiles, total, isCounted, isCovered, tileSize, active, isSelected, onSelect, onOpen, onWant } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const { ref: measured, width, height } = useElementSize<HTMLDivElement>();
  const ref = useMergedRef(scroller, measured);
  const rem = useRootFontSize();
  const geometry = useMemo(
    () => gridGeometry(total, { width, height }, tileSize, rem),
    [total, width, height, tileSize, rem],
  );
  const { columns, rowHeight } = geometry;
  const sight = useRowsInSight(scroller, geometry, height, props.list);
  useEffect(() => {
    if (sight.of !== geometry) return;
    const ahead = 2 * geometry.rowsPerPage;
    onWant((sight.first - ahead) * columns, (sight.end + ahead) * columns);
  }, [onWant, sight.first, sight.end, sight.of, columns, geometry]);

  // What one has gone on to in the large view is in sight when that goes.
  const { show } = sight;
  const wasCovered = useRef(isCovered);
  const row = active === null ? null : Math.floor(active.index / columns);
  useLayoutEffect(() => {
    if (wasCovered.current && !isCovered && row !== null) show(row);
    wasCovered.current = isCovered;
  }, [isCovered, row, show]);

  const click = useCallback(
    ({ picture }: Tile, index: number, event: MouseEvent) => {
      onSelect({ picture, index }, event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'toggle' : 'one');
    },
    [onSelect],
  );

  // Of the window: wherever the focus is in the library, it is the pictures that one selects, not the words around them.
  useWindowEvent('keydown', (event) => {
    if (event.key.toLowerCase() !== 'a' || !isCommand(event) || isInField(event) || isDialogOpen()) return;
    if (total === 0) return;
    props.onSelectAll();
    event.preventDefault();
  });

  const onKeyDown = (event: KeyboardEvent) => {
    const index = active?.index ?? -1;
    // Only the picture that is marked is acted on, never another that stands in its place meanwhile.
    const there = tiles.get(index);
    const tile = there?.picture === active?.picture ? there : undefined;
    const key = event.key === ' ' ? 'Space' : event.key;
    if (key === 'Escape') props.onSelectNone();
    else if (key === 'Enter' && tile !== undefined) onOpen(tile, index);
    else if (key === 'Space' && tile !== undefined) onSelect({ picture: tile.picture, index }, 'toggle');
    else if (!moveByKey(event, index)) return;
    event.preventDefault();
  };

  const moveByKey = (event: KeyboardEvent, index: number): boolean => {
    const next =
      index === -1 && event.key.startsWith('Arrow') ? 0 : indexAfterKey(event.key, index, { total, ...geometry });
    if (next === null) return false;
    show(Math.floor(next / columns));
    const mode = event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'move' : 'one';
    onSelect({ picture: tiles.get(next)?.picture ?? null, index: next }, mode);
    return true;
  };

  return (
    <div
      ref={ref}
      className={styles['scroller']}
      role="listbox"
      tabIndex={0}
      aria-label={windowTexts.grid.label}
      aria-multiselectable
      aria-activedescendant={active === null ? undefined : tileId(active.picture)}
      data-grid
      onKeyDown={onKeyDown}
      onScroll={sight.onScroll}
      onPointerDown={sight.onPointerDown}
      onWheel={sight.onWheel}
    >
      <div role="presentation" style={{ position: 'relative', height: sight.trackHeight }}>
        {numbersFrom(sight.first, sight.end).map((row) => (
          <div
            key={row}
            role="presentation"
            className={styles['row']}
            style={{
              height: rowHeight - GAP,
              transform: `translateY(${sight.topOf(row)}px)`,
              gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
            }}
          >
            {numbersFrom(row * columns, Math.min(total, (row + 1) * columns)).map((index) => {
              const tile = tiles.get(index);
              return tile === undefined ? (
                <div key={index} role="presentation" className={styles['placeholder']} />
              ) : (
                // By its place: what another search or a run puts there changes a tile that is drawn already.
                <PictureTile
                  key={index}
                  tile={tile}
                  index={index}
                  total={isCounted ? total : null}
                  isSelected={isSelected(tile.picture)}
                  isActive={active?.picture === tile.picture}
                  onClick={click}
                  onOpen={onOpen}
                />
              );
            })}
          </div>
        ))}
      </div>
    </div>
  );
}

function numbersFrom(first: number, end: number): readonly number[] {
  return Array.from({ length: Math.max(0, end - first) }, (_, step) => first + step);
}

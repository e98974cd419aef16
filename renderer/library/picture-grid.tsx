import { useElementSize, useMergedRef } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, useCallback, useEffect, useRef } from 'react';
import type { PictureTile as Tile } from '../../shared/contract/views.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { indexAfterKey, type SelectMode } from '../state/selection.ts';
import { GAP, gridGeometry, MARGIN } from './grid-geometry.ts';
import styles from './picture-grid.module.css';
import { PictureTile, tileId } from './picture-tile.tsx';

export interface PictureGridProps {
  /** What is listed: another list begins at its top. */
  readonly list: string;
  /** The list from its beginning, as far as it is loaded. */
  readonly tiles: readonly Tile[];
  /** How many there are in all. */
  readonly total: number;
  /** Width of a picture, about, in rem. */
  readonly tileRem: number;
  readonly active: number | null;
  readonly isSelected: (picture: number) => boolean;
  readonly onSelect: (picture: number, mode: SelectMode) => void;
  readonly onSelectAll: () => void;
  readonly onSelectNone: () => void;
  readonly onOpen: (tile: Tile) => void;
  /** So many pictures are about to be seen. */
  readonly onWant: (count: number) => void;
}

/** All that a search finds, as a grid of which only the rows in sight exist. */
export function PictureGrid(props: PictureGridProps) {
  const { tiles, total, tileRem, active, isSelected, onSelect, onOpen, onWant } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const { ref: measured, width, height } = useElementSize<HTMLDivElement>();
  const ref = useMergedRef(scroller, measured);
  const geometry = gridGeometry(total, { width, height }, tileRem, rootFontSize());
  const { columns, rows, rowHeight } = geometry;
  const virtualizer = useVirtualizer({
    count: rows,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 3,
    paddingStart: MARGIN,
    paddingEnd: MARGIN,
  });
  useEffect(() => {
    virtualizer.measure();
  }, [virtualizer, rowHeight, columns]);
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
  }, [props.list]);

  const visible = virtualizer.getVirtualItems();
  const lastRow = visible.at(-1)?.index ?? 0;
  useEffect(() => {
    onWant((lastRow + 1 + 2 * geometry.rowsPerPage) * columns);
  }, [onWant, lastRow, columns, geometry.rowsPerPage, tiles]);

  const click = useCallback(
    (tile: Tile, event: MouseEvent) => {
      onSelect(tile.picture, event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'toggle' : 'one');
    },
    [onSelect],
  );

  const onKeyDown = (event: KeyboardEvent) => {
    const index = tiles.findIndex((tile) => tile.picture === active);
    const tile = tiles[index];
    const key = event.key === ' ' ? 'Space' : event.key;
    const isCommand = event.ctrlKey || event.metaKey;
    if (key.toLowerCase() === 'a' && isCommand) props.onSelectAll();
    else if (key === 'Escape') props.onSelectNone();
    else if (key === 'Enter' && tile !== undefined) onOpen(tile);
    else if (key === 'Space' && tile !== undefined) onSelect(tile.picture, 'toggle');
    else if (!moveByKey(event, index)) return;
    event.preventDefault();
  };

  const moveByKey = (event: KeyboardEvent, index: number): boolean => {
    const next =
      index === -1 && event.key.startsWith('Arrow') ? 0 : indexAfterKey(event.key, index, { total, ...geometry });
    if (next === null) return false;
    virtualizer.scrollToIndex(Math.floor(next / columns), { align: 'auto' });
    onWant(next + 1);
    const reached = tiles[Math.min(next, tiles.length - 1)];
    const mode = event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'move' : 'one';
    if (reached !== undefined) onSelect(reached.picture, mode);
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
      aria-activedescendant={active === null ? undefined : tileId(active)}
      data-grid
      onKeyDown={onKeyDown}
    >
      <div role="presentation" style={{ position: 'relative', height: virtualizer.getTotalSize() }}>
        {visible.map((row) => (
          <div
            key={row.key}
            role="presentation"
            className={styles['row']}
            style={{
              height: rowHeight - GAP,
              transform: `translateY(${row.start}px)`,
              gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
            }}
          >
            {indexesOfRow(row.index, columns, total).map((index) => {
              const tile = tiles[index];
              return tile === undefined ? (
                <div key={index} role="presentation" className={styles['placeholder']} />
              ) : (
                <PictureTile
                  key={tile.picture}
                  tile={tile}
                  index={index}
                  total={total}
                  isSelected={isSelected(tile.picture)}
                  isActive={active === tile.picture}
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

function indexesOfRow(row: number, columns: number, total: number): readonly number[] {
  const first = row * columns;
  return Array.from({ length: Math.min(columns, total - first) }, (_, column) => first + column);
}

/** Follows the size of text that the person has chosen. */
function rootFontSize(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}

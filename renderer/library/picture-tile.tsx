import { VisuallyHidden } from '@mantine/core';
import { IconCheck, IconHistory, IconTag } from '@tabler/icons-react';
import { memo, type MouseEvent } from 'react';
import type { PictureTile as Tile } from '../../shared/contract/views.ts';
import { ReviewBadge } from '../review/review-badge.tsx';
import { formatScore } from '../../shared/texts/quantities.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import styles from './picture-tile.module.css';
import { Thumbnail } from './thumbnail.tsx';

const texts = windowTexts.grid;
/** Of a set, to assistive software. */
const SIZE_UNKNOWN = -1;

export interface PictureTileProps {
  readonly tile: Tile;
  /** From 0, in all that the search finds. */
  readonly index: number;
  /** Null while they are not counted. */
  readonly total: number | null;
  readonly isSelected: boolean;
  readonly isActive: boolean;
  readonly onClick: (tile: Tile, index: number, event: MouseEvent) => void;
  readonly onOpen: (tile: Tile, index: number) => void;
}

/** A picture in the grid, with the class that the search matched and its score. */
export const PictureTile = memo(function PictureTile(props: PictureTileProps) {
  const { tile, index, total, isSelected, isActive, onClick, onOpen } = props;
  const { prediction, review, older } = tile;
  // What a person said has no score.
  const shownScore = prediction?.score ?? older?.score ?? null;
  const score = shownScore === null ? null : formatScore(shownScore);
  const label = prediction?.label ?? (review?.verdict === 'rejected' ? windowTexts.review.not(review.label) : null);
  return (
    <div
      id={tileId(tile.picture)}
      role="option"
      aria-selected={isSelected}
      aria-posinset={index + 1}
      aria-setsize={total ?? SIZE_UNKNOWN}
      className={styles['tile']}
      data-active={isActive || undefined}
      title={tile.path}
      onClick={(event) => {
        onClick(tile, index, event);
      }}
      onDoubleClick={() => {
        onOpen(tile, index);
      }}
    >
      <div className={styles['frame']}>
        <Thumbnail key={tile.picture} picture={tile.picture} hasRoom />
        <VisuallyHidden>{tile.name}</VisuallyHidden>
        {isSelected ? (
          <span className={styles['check']}>
            <IconCheck size="0.9rem" stroke={3} aria-hidden />
          </span>
        ) : null}
        {review === null ? null : <ReviewBadge review={review} className={styles['review']} />}
        {older === null ? null : (
          <span className={styles['older']} title={texts.older(older.model)}>
            <IconHistory size="0.8rem" aria-hidden />
            {texts.olderShort}
          </span>
        )}
        {tile.tags.length === 0 ? null : (
          <span className={styles['tag']} title={tile.tags.join(', ')}>
            <IconTag size="0.8rem" aria-hidden />
            <span aria-hidden>{tile.tags.length}</span>
            <VisuallyHidden>{tile.tags.join(', ')}</VisuallyHidden>
          </span>
        )}
      </div>
      <div className={styles['caption']}>
        <span className={styles['label']}>{label ?? older?.label ?? texts.noPrediction}</span>
        <span className={styles['score']}>{score}</span>
      </div>
    </div>
  );
});

/** The element of a picture, for `aria-activedescendant`. */
export function tileId(picture: number): string {
  return `picture-${picture}`;
}

import { ActionIcon, Modal, Text, Tooltip } from '@mantine/core';
import { useWindowEvent } from '@mantine/hooks';
import { IconArrowLeft, IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import type { PictureTile } from '../../shared/contract/views.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { isInFront, useEscape, useFocusBack } from '../dialog.tsx';
import { useRevision } from '../state/revision.tsx';
import { useAnswer } from '../state/use-answer.ts';
import type { PictureSearch } from '../state/use-picture-search.ts';
import { useUndo } from '../state/use-undo.ts';
import { LargePicture } from './large-picture.tsx';
import { PictureFacts } from './picture-facts.tsx';
import { PictureTags } from './picture-tags.tsx';
import styles from './picture-view.module.css';
import { PictureReview } from '../review/picture-review.tsx';
import { ScoreBars } from './score-bars.tsx';

const texts = windowTexts.picture;

/** Pictures to have at hand on either side of the one that is open. */
const AHEAD = 50;

/** A picture of a search, and where it stood in it, from 0. */
export interface OpenedPicture {
  readonly tile: PictureTile;
  readonly index: number;
}

/** One picture, large, with all that is known of it. */
export function PictureView({
  opened,
  search,
  total,
  onOpened,
  onClose,
}: {
  readonly opened: OpenedPicture;
  readonly search: PictureSearch;
  /** How many the search finds. */
  readonly total: number;
  readonly onOpened: (opened: OpenedPicture) => void;
  readonly onClose: () => void;
}) {
  const revision = useRevision();
  useFocusBack();
  const { picture, name } = opened.tile;
  const index = indexOfOpened(opened, search);
  const { want } = search.pages;
  useEffect(() => {
    want(index - AHEAD, index + AHEAD);
  }, [want, index]);
  const onStep = (by: -1 | 1) => {
    const tile = search.tiles.get(index + by);
    if (tile !== undefined) onOpened({ tile, index: index + by });
  };
  const { reply, value } = useAnswer('picture', { picture }, revision);
  const view = value?.picture === picture ? value : null;
  const undo = useUndo();
  const content = useRef<HTMLDivElement>(null);
  useEscape(content, onClose);
  // Of the window: the button that had the focus may just have done its work and gone.
  useWindowEvent('keydown', (event) => {
    if (event.target instanceof HTMLInputElement || !isInFront(content.current)) return;
    if (event.key === 'ArrowLeft') onStep(-1);
    else if (event.key === 'ArrowRight') onStep(1);
    else if (event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey) void undo();
    else return;
    event.preventDefault();
  });
  return (
    <Modal.Root opened onClose={onClose} closeOnEscape={false} fullScreen transitionProps={{ duration: 0 }}>
      <Modal.Content ref={content} aria-label={name}>
        <div className={styles['layout']}>
          <div className={styles['header']}>
            <Step icon={<IconArrowLeft size="1.2rem" aria-hidden />} label={texts.close} onClick={onClose} />
            <Text fw={600} size="sm" truncate flex={1}>
              {name}
            </Text>
            <Text size="sm" className={styles['position']}>
              {texts.position(index, total)}
            </Text>
            <Step
              icon={<IconChevronLeft size="1.2rem" aria-hidden />}
              label={texts.previous}
              disabled={index <= 0}
              onClick={() => {
                onStep(-1);
              }}
            />
            <Step
              icon={<IconChevronRight size="1.2rem" aria-hidden />}
              label={texts.next}
              disabled={index >= total - 1}
              onClick={() => {
                onStep(1);
              }}
            />
          </div>
          <div className={styles['stage']}>
            <LargePicture key={picture} picture={picture} name={name} />
          </div>
          <aside className={styles['panel']}>
            {reply?.ok === false ? <Text c="var(--window-fault)">{reply.message}</Text> : null}
            {view === null ? null : (
              <>
                <ScoreBars predictions={view.predictions} older={view.older} />
                <PictureReview key={`review ${view.picture}`} view={view} />
                <PictureTags key={view.picture} picture={view.picture} tags={view.tags} />
                <PictureFacts view={view} />
              </>
            )}
          </aside>
        </div>
      </Modal.Content>
    </Modal.Root>
  );
}

/** Where it is now; where it was, when the search no longer finds it: the next one is at its place then. */
function indexOfOpened({ tile, index }: OpenedPicture, { tiles, end }: PictureSearch): number {
  if (tiles.get(index)?.picture === tile.picture) return index;
  for (const [position, { picture }] of tiles) if (picture === tile.picture) return position;
  return end === null ? index : Math.max(0, Math.min(index, end - 1));
}

function Step({
  icon,
  label,
  disabled = false,
  onClick,
}: {
  readonly icon: ReactNode;
  readonly label: string;
  readonly disabled?: boolean;
  readonly onClick: () => void;
}) {
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" size="md" aria-label={label} disabled={disabled} onClick={onClick}>
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}

import { Modal, Text } from '@mantine/core';
import { useWindowEvent } from '@mantine/hooks';
import { IconArrowLeft, IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import type { PictureTile } from '../../shared/contract/views.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { AnswerProblem } from '../answer-status.tsx';
import { isInFront, useEscape, useFocusBack } from '../dialog.tsx';
import { findPlace, type ListPlace, type Tiles } from '../state/list-place.ts';
import { useMenu } from '../state/menu.tsx';
import { useRevision } from '../state/revision.tsx';
import { useAnswer } from '../state/use-answer.ts';
import { useAnsweredRevision } from '../state/use-answered-revision.ts';
import type { PictureSearch } from '../state/use-picture-search.ts';
import { useUndo } from '../state/use-undo.ts';
import { HeaderButton, ZoomButton } from './header-button.tsx';
import { PictureStage } from './picture-stage.tsx';
import { PictureFacts } from './picture-facts.tsx';
import { PictureTags } from './picture-tags.tsx';
import styles from './picture-view.module.css';
import { PictureReview } from '../review/picture-review.tsx';
import { ScoreBars } from './score-bars.tsx';
import { useActualSize } from './use-actual-size.ts';

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
  /** How many the search finds; null while that is not known. */
  readonly total: number | null;
  readonly onOpened: (opened: OpenedPicture) => void;
  readonly onClose: () => void;
}) {
  const revision = useRevision();
  useFocusBack();
  const { picture, name } = opened.tile;
  const { index, is } = usePlaceOf(opened, search);
  const [previous, next] = [index - 1, is === 'gone' ? index : index + 1];
  const { want } = search.pages;
  useEffect(() => {
    want(index - AHEAD, index + AHEAD);
  }, [want, index]);
  const onStep = (to: number) => {
    const tile = search.tiles.get(to);
    if (tile !== undefined) onOpened({ tile, index: to });
  };
  const answer = useAnswer('picture', { picture }, revision);
  const answered = useAnsweredRevision(answer, revision);
  const view = answer.value?.picture === picture ? answer.value : null;
  const undo = useUndo();
  useMenu({ undo: () => void undo() }, { isOver: true });
  const size = useActualSize(picture);
  const tags = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  useEscape(content, onClose);
  // Of the window: the button that had the focus may just have done its work and gone.
  useWindowEvent('keydown', (event) => {
    if (event.target instanceof HTMLInputElement || !isInFront(content.current)) return;
    const isCommand = event.ctrlKey || event.metaKey;
    const key = event.key.toLowerCase();
    if (!size.act(event)) {
      if (event.key === 'ArrowLeft') onStep(previous);
      else if (event.key === 'ArrowRight') onStep(next);
      else if (key === 'z' && isCommand && !event.shiftKey) {
        // As in the library: a key that is held takes one change back.
        if (!event.repeat) void undo();
      } else if (key === 't' && !isCommand && !event.altKey) tags.current?.querySelector('input')?.focus();
      else return;
    }
    event.preventDefault();
  });
  return (
    <Modal.Root opened onClose={onClose} closeOnEscape={false} fullScreen transitionProps={{ duration: 0 }}>
      <Modal.Content ref={content} aria-label={name}>
        <div className={styles['layout']}>
          <div className={styles['header']}>
            <HeaderButton icon={<IconArrowLeft size="1.2rem" aria-hidden />} label={texts.close} onClick={onClose} />
            <Text fw={600} size="sm" truncate flex={1}>
              {name}
            </Text>
            <Text size="sm" className={styles['position']}>
              {is === 'gone' ? texts.gone : texts.position(index, total)}
            </Text>
            <ZoomButton size={size} />
            <HeaderButton
              icon={<IconChevronLeft size="1.2rem" aria-hidden />}
              label={texts.previous}
              isDisabled={previous < 0}
              onClick={() => {
                onStep(previous);
              }}
            />
            <HeaderButton
              icon={<IconChevronRight size="1.2rem" aria-hidden />}
              label={texts.next}
              isDisabled={total !== null && next >= total}
              onClick={() => {
                onStep(next);
              }}
            />
          </div>
          <PictureStage picture={picture} name={name} size={size} />
          <aside className={styles['panel']}>
            <AnswerProblem answer={answer} />
            {view === null ? null : (
              <>
                <ScoreBars predictions={view.predictions} older={view.older} />
                <PictureReview key={`review ${view.picture}`} view={view} />
                {/* The first Escape leaves the field, not the picture. */}
                <div
                  ref={tags}
                  data-own-escape
                  onKeyDown={(event) => {
                    const isOpen =
                      event.target instanceof Element && event.target.getAttribute('aria-expanded') === 'true';
                    if (event.key === 'Escape' && !event.nativeEvent.isComposing && !isOpen)
                      size.stage.current?.focus();
                  }}
                >
                  <PictureTags key={view.picture} picture={view.picture} tags={view.tags} asOf={answered} />
                </div>
                <PictureFacts view={view} />
              </>
            )}
          </aside>
        </div>
      </Modal.Content>
    </Modal.Root>
  );
}

/** Where the opened picture stands now: the search may have lost it, or have found others before it. */
function usePlaceOf(opened: OpenedPicture, { tiles, end }: PictureSearch): ListPlace {
  const [seen, setSeen] = useState<{
    readonly opened: OpenedPicture;
    readonly tiles: Tiles;
    readonly place: ListPlace;
  } | null>(null);
  if (seen?.opened === opened && seen.tiles === tiles) return seen.place;
  const known = seen?.opened === opened ? seen : { tiles, place: opened };
  const place = findPlace({ picture: opened.tile.picture, index: known.place.index }, known.tiles, tiles, end);
  setSeen({ opened, tiles, place });
  return place;
}

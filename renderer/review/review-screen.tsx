import { Button, Loader, Modal, Text } from '@mantine/core';
import { useWindowEvent } from '@mantine/hooks';
import { IconArrowLeft, IconChecks } from '@tabler/icons-react';
import { useEffect, useMemo, useReducer, useRef, useState } from 'react';
import type { Selection } from '../../shared/contract/commands.ts';
import type { PictureTile, UndoView } from '../../shared/contract/views.ts';
import { BEST_FIRST } from '../../shared/query/sort.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { AnswerProblem } from '../answer-status.tsx';
import { isInFront, useEscape, useFocusBack } from '../dialog.tsx';
import { HeaderButton, ZoomButton } from '../picture/header-button.tsx';
import { pictureAddress } from '../picture/picture-address.ts';
import { PictureStage } from '../picture/picture-stage.tsx';
import { ScoreBars } from '../picture/score-bars.tsx';
import { useActualSize } from '../picture/use-actual-size.ts';
import view from '../picture/picture-view.module.css';
import { ProblemAlert } from '../problem-alert.tsx';
import { useMenu } from '../state/menu.tsx';
import { queryOfUnreviewed } from '../state/query-text.ts';
import { useRevision } from '../state/revision.tsx';
import { useAnswer } from '../state/use-answer.ts';
import { type PictureSearch, usePictureSearch } from '../state/use-picture-search.ts';
import { useUndo } from '../state/use-undo.ts';
import { ClassSelect } from './class-select.tsx';
import { choiceOfKey, mayChoose, ReviewChoices, type ReviewChoice } from './review-choices.tsx';
import styles from './review-screen.module.css';
import { countSkipped, currentOf, reduceReview, REVIEW_BEGIN, type ReviewSession, upcoming } from './review-session.ts';
import { useLeft } from './use-left.ts';
import { type ReviewChange, useReview } from './use-review.ts';
import { useReviewed } from './use-reviewed.ts';

const texts = windowTexts.review;
/** Pictures to have at hand beyond the one that is shown. */
const AHEAD = 50;
/** Of these so many are read already. */
const READ_AHEAD = 2;
/** What an undone change is called that was made in here. */
const REVIEWED: ReadonlySet<UndoView['change']> = new Set(['accept', 'reject', 'correct']);

/**
 * What a search finds, or a person has selected, and nobody has reviewed yet, one after the other: right, wrong, or
 * something else; by keys alone.
 */
export function ReviewScreen({ selection, onClose }: { readonly selection: Selection; readonly onClose: () => void }) {
  useFocusBack();
  const waiting = queryOfUnreviewed('query' in selection ? selection.query : '');
  const among = 'query' in selection ? null : selection.pictures;
  const search = usePictureSearch(waiting, BEST_FIRST, among);
  const tiles = useMemo(() => inOrder(search.tiles), [search.tiles]);
  const [session, dispatch] = useReducer(reduceReview, REVIEW_BEGIN);
  const left = useLeft(waiting, among, session.decided.size);
  const [isCorrecting, setIsCorrecting] = useState(false);
  const review = useReview();
  const reviewedOf = useReviewed();
  const undo = useUndo();
  const isBusy = useRef(false);

  const current = currentOf(session, tiles);
  // The list may be another one soon, of a run that goes on: what a person sees stays until they leave it.
  if (current !== null && session.ahead.length === 0) dispatch({ kind: 'shown', tile: current });
  const next = upcoming(session, tiles).filter(({ picture }) => picture !== current?.picture);
  const { want } = search.pages;
  const listed = tiles.length - next.length;
  useEffect(() => {
    want(0, listed + AHEAD);
  }, [want, listed]);

  /** One thing at a time: a key that comes while the last one is being kept is not acted upon. */
  const alone = async (work: () => Promise<void>) => {
    if (isBusy.current) return;
    isBusy.current = true;
    try {
      await work();
    } finally {
      isBusy.current = false;
    }
  };
  const decide = (
    tile: PictureTile,
    change: ReviewChange & { readonly verdict: 'accepted' | 'rejected' | 'corrected' },
  ) =>
    alone(async () => {
      const done = await review(tile.picture, change);
      if (done !== undefined) {
        // The catalog keeps no change of nothing: taking that back would take back what came before.
        dispatch(done.changed === 0 ? { kind: 'held', tile } : { kind: 'decided', tile, verdict: change.verdict });
        // Copies have the same word now. They come right behind, and the list is not read again yet.
        const behind = [...session.ahead.slice(1), ...next].filter(({ picture }) => !session.decided.has(picture));
        dispatch({ kind: 'covered', pictures: await reviewedOf(behind), by: tile });
        dispatch({ kind: 'left', tile });
      }
      if (change.verdict === 'corrected') leaveCorrecting();
    });

  const isDisabled = (choice: ReviewChoice): boolean => {
    if (choice === 'back') return session.passed.length === 0;
    if (choice === 'undo') return session.decisions.length === 0;
    return current === null;
  };
  const choose = (choice: ReviewChoice) => {
    if (isBusy.current || isDisabled(choice)) return;
    if (choice === 'undo') {
      void alone(async () => {
        const undone = await undo();
        // A run that was begun over this one may have put tags on meanwhile: those are taken back first.
        if (undone !== null && REVIEWED.has(undone.change)) dispatch({ kind: 'undone' });
      });
      return;
    }
    if (choice === 'back') {
      dispatch({ kind: 'back' });
      return;
    }
    if (current === null) return;
    if (choice === 'accept') void decide(current, { verdict: 'accepted' });
    else if (choice === 'reject') void decide(current, { verdict: 'rejected' });
    else if (choice === 'correct') setIsCorrecting(true);
    else dispatch({ kind: 'left', tile: current });
  };
  const takeBack = () => {
    choose('undo');
  };
  // While a class is typed it is of the picture in front, which has to stay there.
  useMenu({ undo: isCorrecting || isDisabled('undo') ? undefined : takeBack }, { isOver: true });
  const size = useActualSize(current?.picture ?? null);
  const content = useRef<HTMLDivElement>(null);
  const leaveCorrecting = () => {
    setIsCorrecting(false);
    // The field had it; keys are read wherever it is.
    content.current?.focus();
  };
  useEscape(content, isCorrecting ? leaveCorrecting : onClose);
  // Of the window: whatever had the focus may just have gone.
  useWindowEvent('keydown', (event) => {
    if (event.target instanceof HTMLInputElement || !isInFront(content.current)) return;
    const choice = choiceOfKey(event);
    if (size.act(event)) event.preventDefault();
    else if (choice !== null) {
      event.preventDefault();
      // While a class is looked for, a click into the picture takes the keyboard from its field, but says nothing.
      if (!isCorrecting && mayChoose(choice, event)) choose(choice);
    }
  });

  return (
    <Modal.Root opened onClose={onClose} closeOnEscape={false} fullScreen transitionProps={{ duration: 0 }}>
      <Modal.Content ref={content} aria-label={texts.title}>
        <div className={view['layout']}>
          <div className={view['header']}>
            <HeaderButton icon={<IconArrowLeft size="1.2rem" aria-hidden />} label={texts.close} onClick={onClose} />
            <Text fw={600} size="sm" truncate flex={1}>
              {current === null ? texts.title : current.name}
            </Text>
            <Text size="sm" className={view['position']} role="status">
              {left === null ? null : texts.left(left, session.decided.size)}
            </Text>
            <ZoomButton size={size} />
          </div>
          {current === null ? (
            <div className={view['stage']}>
              <End session={session} search={search} onClose={onClose} />
            </div>
          ) : (
            <PictureStage picture={current.picture} name={current.name} size={size} />
          )}
          {next.slice(0, READ_AHEAD).map(({ picture }) => (
            <img key={picture} src={pictureAddress('original', picture)} alt="" hidden />
          ))}
          <aside className={view['panel']}>
            {current === null ? null : (
              <Waiting
                key={current.picture}
                tile={current}
                isCorrecting={isCorrecting}
                onCorrect={(right) => void decide(current, { verdict: 'corrected', right })}
                onLeaveCorrecting={leaveCorrecting}
              />
            )}
            {isCorrecting ? null : <ReviewChoices isDisabled={isDisabled} onChoose={choose} />}
          </aside>
        </div>
      </Modal.Content>
    </Modal.Root>
  );
}

/** The picture's prediction, what was said of it before, and the field for what it is instead. */
function Waiting({
  tile,
  isCorrecting,
  onCorrect,
  onLeaveCorrecting,
}: {
  readonly tile: PictureTile;
  readonly isCorrecting: boolean;
  readonly onCorrect: (right: number) => void;
  readonly onLeaveCorrecting: () => void;
}) {
  const revision = useRevision();
  const answer = useAnswer('picture', { picture: tile.picture }, revision);
  const predictions = answer.value?.predictions ?? [];
  const review = answer.value?.review ?? null;
  return (
    <>
      <div aria-live="polite">
        <Text size="sm" c="var(--window-dimmed)">
          {texts.isThis}
        </Text>
        <Text size="xl" fw={600} className={styles['label']}>
          {predictions[0]?.label ?? tile.prediction?.label}
        </Text>
        {review === null ? null : <Text size="sm">{texts.said(review)}</Text>}
      </div>
      <AnswerProblem answer={answer} />
      {isCorrecting ? <ClassSelect predictions={predictions} onChoose={onCorrect} onClose={onLeaveCorrecting} /> : null}
      <ScoreBars predictions={predictions} older={null} />
    </>
  );
}

function End({
  session,
  search: { isLoading, end, problem, pages },
  onClose,
}: {
  readonly session: ReviewSession;
  readonly search: PictureSearch;
  readonly onClose: () => void;
}) {
  if (problem !== null) return <ProblemAlert message={problem} onTryAgain={pages.refresh} />;
  if (isLoading || end === null) return <Loader size="sm" aria-label={windowTexts.loading} />;
  const skipped = countSkipped(session);
  return (
    <div className={view['cannot']}>
      <IconChecks size="3rem" stroke={1.2} aria-hidden />
      <Text fw={600}>{session.passed.length === 0 ? texts.nothing : texts.done(session.decided.size, skipped)}</Text>
      <Button autoFocus onClick={onClose}>
        {texts.close}
      </Button>
    </div>
  );
}

function inOrder(tiles: ReadonlyMap<number, PictureTile>): readonly PictureTile[] {
  return [...tiles].sort(([one], [other]) => one - other).map(([, tile]) => tile);
}

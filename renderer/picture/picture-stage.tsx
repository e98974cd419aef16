import { type PointerEvent, useLayoutEffect, useRef } from 'react';
import { windowTexts } from '../../shared/texts/window.ts';
import { LargePicture } from './large-picture.tsx';
import styles from './picture-view.module.css';
import type { ActualSize } from './use-actual-size.ts';

const texts = windowTexts.picture;

/** In pixels: a hand that presses a button is not quite still. */
const STILL = 4;

/** A place of a picture, in parts of its width and height, and where it is to be seen, in pixels of the stage. */
interface Spot {
  readonly part: readonly [number, number];
  readonly at: readonly [number, number];
}

/**
 * The place of a picture: as large as fits in, or in its actual size, a pixel of it on one of the screen, and then to be
 * scrolled and dragged. A click leads from one to the other, into the picture where it was clicked.
 */
export function PictureStage({
  picture,
  name,
  size: { stage, isShown, isActual, showActual, onShown },
}: {
  readonly picture: number;
  readonly name: string;
  /** Of this picture. */
  readonly size: ActualSize;
}) {
  const clicked = useRef<Spot | null>(null);
  /** Where it began, and where the stage was scrolled to then: steps of less than a pixel add up. */
  const drag = useRef<{
    readonly from: readonly [number, number];
    readonly scrolled: readonly [number, number];
  } | null>(null);

  useLayoutEffect(() => {
    const place = stage.current;
    // A click that led back says nothing of where the next picture is looked at.
    const spot = clicked.current;
    clicked.current = null;
    if (!isActual || place === null) return;
    const { part, at } = spot ?? { part: [0.5, 0.5], at: [place.clientWidth / 2, place.clientHeight / 2] };
    place.scrollTo({ left: part[0] * place.scrollWidth - at[0], top: part[1] * place.scrollHeight - at[1] });
  }, [isActual, stage]);

  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0 || !(event.target instanceof HTMLImageElement)) return;
    const { scrollLeft, scrollTop } = event.currentTarget;
    drag.current = { from: [event.clientX, event.clientY], scrolled: [scrollLeft, scrollTop] };
    if (isActual) event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    // It was let go elsewhere.
    if (event.buttons === 0) drag.current = null;
    const { current } = drag;
    if (current === null || !isActual) return;
    const { from, scrolled } = current;
    event.currentTarget.scrollTo(scrolled[0] + from[0] - event.clientX, scrolled[1] + from[1] - event.clientY);
  };
  const onPointerUp = (event: PointerEvent<HTMLDivElement>) => {
    const { current } = drag;
    drag.current = null;
    const image = event.currentTarget.querySelector('img');
    if (current === null || image === null || !isShown) return;
    if (Math.hypot(event.clientX - current.from[0], event.clientY - current.from[1]) > STILL) return;
    const [shown, around] = [image.getBoundingClientRect(), event.currentTarget.getBoundingClientRect()];
    clicked.current = {
      part: [(event.clientX - shown.left) / shown.width, (event.clientY - shown.top) / shown.height],
      at: [event.clientX - around.left, event.clientY - around.top],
    };
    showActual(!isActual);
  };
  return (
    <div
      ref={stage}
      className={styles['stage']}
      data-actual={isActual || undefined}
      role="region"
      aria-label={isActual ? texts.inActualSize : texts.whole}
      tabIndex={isActual ? 0 : -1}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={() => {
        drag.current = null;
      }}
    >
      <LargePicture key={picture} picture={picture} name={name} isActual={isActual} onShown={onShown} />
    </div>
  );
}

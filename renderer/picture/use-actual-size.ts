import { type RefObject, useRef, useState } from 'react';

/** In parts of what is seen at once. */
const PAN = 0.2;
const PANS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-PAN, 0],
  ArrowRight: [PAN, 0],
  ArrowUp: [0, -PAN],
  ArrowDown: [0, PAN],
};

/** How large the picture of a stage is shown. */
export interface ActualSize {
  /** For the element that scrolls. */
  readonly stage: RefObject<HTMLDivElement | null>;
  /** The picture is loaded: before that, and where it cannot be shown, it has no size. */
  readonly isShown: boolean;
  /** A pixel of it on one of the screen; else all of it, as large as fits in. */
  readonly isActual: boolean;
  readonly onShown: () => void;
  /** Does nothing where no picture is shown. */
  readonly showActual: (isActual: boolean) => void;
  /** Does what a key says of the size and of what is seen of it, and tells whether that is anything. */
  readonly act: (event: KeyboardEvent) => boolean;
}

/**
 * The size that a picture is shown in, and the keys for it: Z, +, - and 0, and arrows with Shift, which move about in it.
 * It is of one picture: another one begins whole.
 *
 * An arrow alone walks from picture to picture wherever there is a stage, in actual size too. Were it to move about there,
 * whoever walks would be held up at each picture looked at closely, and whoever moves about would be at another picture
 * as soon as one is whole; for the same reason an arrow with Shift does nothing then.
 *
 * @param picture null: there is none
 */
export function useActualSize(picture: number | null): ActualSize {
  const stage = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ picture, isShown: false, isActual: false });
  if (size.picture !== picture) setSize({ picture, isShown: false, isActual: false });
  const { isShown, isActual } = size;
  const showActual = (is: boolean) => {
    setSize((now) => ({ ...now, isActual: is && now.isShown }));
  };
  const act = (event: KeyboardEvent): boolean => {
    if (picture === null || event.ctrlKey || event.metaKey || event.altKey) return false;
    const key = event.key.toLowerCase();
    const pan = event.shiftKey ? PANS[event.key] : undefined;
    if (pan !== undefined) {
      const [x, y] = pan;
      if (isActual) stage.current?.scrollBy(x * stage.current.clientWidth, y * stage.current.clientHeight);
    } else if (key === 'z') {
      // Held, it would go from one to the other and back as fast as keys repeat.
      if (!event.repeat) showActual(!isActual);
    } else if (key === '+') showActual(true);
    else if (key === '-' || key === '0') showActual(false);
    else return false;
    return true;
  };
  return {
    ...{ stage, isShown, isActual, showActual, act },
    onShown: () => {
      setSize((now) => ({ ...now, isShown: true }));
    },
  };
}

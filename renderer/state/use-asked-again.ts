import { useEffect, useRef } from 'react';
import type { Answer } from './use-answer.ts';

const FIRST_MS = 1_000;
/** Each question may start a process. */
const MOST_MS = 30_000;

/** Asks again what was refused as long as somebody is about to choose from it: after a second, then ever less often. */
export function useAskedAgain({ reply, isPending, askAgain }: Answer<unknown>, isWanted: boolean): void {
  const pause = useRef(FIRST_MS);
  const isRefused = reply?.ok === false && !isPending;
  const isOver = !isWanted || reply?.ok === true;
  useEffect(() => {
    if (isOver) pause.current = FIRST_MS;
    if (isOver || !isRefused) return undefined;
    const timer = setTimeout(() => {
      pause.current = Math.min(MOST_MS, 2 * pause.current);
      askAgain();
    }, pause.current);
    return () => {
      clearTimeout(timer);
    };
  }, [isOver, isRefused, askAgain]);
}

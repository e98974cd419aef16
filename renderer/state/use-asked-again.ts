import { useEffect } from 'react';
import type { Answer } from './use-answer.ts';

const AGAIN_MS = 1_000;

/** Asks again what was refused, every second as long as somebody is about to choose from it. */
export function useAskedAgain({ reply, isPending, askAgain }: Answer<unknown>, isWanted: boolean): void {
  const isRefused = isWanted && reply?.ok === false && !isPending;
  useEffect(() => {
    if (!isRefused) return undefined;
    const timer = setTimeout(askAgain, AGAIN_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [isRefused, askAgain]);
}

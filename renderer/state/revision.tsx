import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { createFollower } from './follower.ts';
import { useEvent } from './use-event.ts';

const RevisionContext = createContext(0);
const AnsweringContext = createContext<(answer: Promise<unknown>) => void>(() => undefined);

/** Counts up when the catalog has changed, for all that shows something of it. */
export function RevisionProvider({ children }: { readonly children: ReactNode }) {
  const [revision, setRevision] = useState(0);
  const [follower] = useState(() =>
    createFollower(() => {
      setRevision((before) => before + 1);
    }),
  );
  useEvent('catalogChanged', () => {
    follower.changed();
  });
  useEvent('runFinished', () => {
    follower.settled();
  });
  useEffect(() => {
    const onVisibility = () => {
      follower.setHidden(document.hidden);
    };
    onVisibility();
    document.addEventListener('visibilitychange', onVisibility);
    return () => {
      document.removeEventListener('visibilitychange', onVisibility);
      follower.stop();
    };
  }, [follower]);
  return (
    <AnsweringContext value={follower.answering}>
      <RevisionContext value={revision}>{children}</RevisionContext>
    </AnsweringContext>
  );
}

/** A number that is another one after the catalog has changed. */
export function useRevision(): number {
  return useContext(RevisionContext);
}

/** To be told of every answer that is waited for because the catalog has changed: how long they take sets how often. */
export function useAnswering(): (answer: Promise<unknown>) => void {
  return useContext(AnsweringContext);
}

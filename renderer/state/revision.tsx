import { useThrottledCallback } from '@mantine/hooks';
import { createContext, type ReactNode, useContext, useState } from 'react';
import { useEvent } from './use-event.ts';

const RevisionContext = createContext(0);

/** During a run the catalog changes all the time; what is shown follows once in so many milliseconds. */
const FOLLOW_MS = 1_000;

/** Counts up when the catalog has changed, for all that shows something of it. */
export function RevisionProvider({ children }: { readonly children: ReactNode }) {
  const [revision, setRevision] = useState(0);
  const follow = useThrottledCallback(() => {
    setRevision((before) => before + 1);
  }, FOLLOW_MS);
  useEvent('catalogChanged', () => {
    follow();
  });
  return <RevisionContext value={revision}>{children}</RevisionContext>;
}

/** A number that is another one after the catalog has changed. */
export function useRevision(): number {
  return useContext(RevisionContext);
}

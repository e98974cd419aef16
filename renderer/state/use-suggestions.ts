import { useMemo } from 'react';
import { suggest, type Suggestion } from '../../shared/query/suggest.ts';
import { useRevision } from './revision.tsx';
import { useAnswer } from './use-answer.ts';

const NOTHING: readonly Suggestion[] = [];

/**
 * What the word at the caret may be meant for. Names are asked for when suggestions begin to be wanted, and ranked here:
 * a key costs no question. Counts of classes, and folders, come a moment later in a large library.
 */
export function useSuggestions(text: string, caret: number, isWanted: boolean): readonly Suggestion[] {
  const revision = useRevision();
  const input = isWanted ? {} : null;
  const classes = useAnswer('classNames', input, 0).value;
  const tags = useAnswer('tags', input, revision).value;
  const folders = useAnswer('folderNames', input, revision).value;
  const counts = useAnswer('classCounts', input, revision).value;
  const found = useMemo(() => new Map((counts ?? []).map(({ name, pictures }) => [name, pictures])), [counts]);
  return useMemo(() => {
    if (!isWanted) return NOTHING;
    const known = { classes: classes ?? [], tags: tags ?? [], folders: folders ?? [] };
    return suggest(text, caret, { ...known, found: counts === null ? null : found });
  }, [text, caret, isWanted, classes, tags, folders, counts, found]);
}

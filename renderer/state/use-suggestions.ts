import { useMemo } from 'react';
import { suggest, type Suggestion } from '../../shared/query/suggest.ts';
import { useRevision } from './revision.tsx';
import { useAnswer } from './use-answer.ts';

const NOTHING: readonly Suggestion[] = [];

/**
 * What the word at the caret may be meant for. Names are asked for when suggestions begin to be wanted, and ranked here:
 * a key costs no question. Of folders, the roots and those right in them are known.
 */
export function useSuggestions(text: string, caret: number, isWanted: boolean): readonly Suggestion[] {
  const revision = useRevision();
  const input = isWanted ? {} : null;
  const classes = useAnswer('classNames', input, 0).value;
  const tags = useAnswer('tags', input, revision).value;
  const roots = useAnswer('roots', input, revision).value;
  const parents = roots?.map(({ folder }) => folder) ?? [];
  const below = useAnswer('folders', parents.length === 0 ? null : { parents }, revision).value;
  return useMemo(() => {
    if (!isWanted) return NOTHING;
    const folders = [...(roots ?? []), ...(below ?? [])];
    return suggest(text, caret, { classes: classes ?? [], tags: tags ?? [], folders });
  }, [text, caret, isWanted, classes, tags, roots, below]);
}

import { useMemo, useState } from 'react';
import type { CommandOutputs } from '../../shared/contract/answers.ts';
import type { CommandInput } from '../../shared/contract/commands.ts';
import { suggest, type Suggestion } from '../../shared/query/suggest.ts';
import { useRevision } from './revision.tsx';
import { useAnswer } from './use-answer.ts';
import { useAskedAgain } from './use-asked-again.ts';

const NOTHING: readonly Suggestion[] = [];

/**
 * What the word at the caret may be meant for. Names are asked for when suggestions are wanted and the catalog is another one
 * than it was the last time, and ranked here: a key costs no question, nor does the next search. What was refused is asked
 * again while suggestions are wanted. Counts of classes, and folders, come a moment later in a large library.
 */
export function useSuggestions(text: string, caret: number, isWanted: boolean): readonly Suggestion[] {
  const revision = useRevision();
  /** The catalog that the names are of; null before they were first wanted. */
  const [asOf, setAsOf] = useState<number | null>(null);
  if (isWanted && asOf !== revision) setAsOf(revision);
  const input = asOf === null ? null : {};
  const classes = useNames('classNames', input, asOf ?? 0, isWanted);
  const tags = useNames('tags', input, asOf ?? 0, isWanted);
  const folders = useNames('folderNames', input, asOf ?? 0, isWanted);
  const counts = useNames('classCounts', input, asOf ?? 0, isWanted);
  const found = useMemo(
    () => (counts === null ? null : new Map(counts.map(({ name, pictures }) => [name, pictures]))),
    [counts],
  );
  const [typed, setTyped] = useState({ text, found });
  if (typed.text !== text) setTyped({ text, found });
  const foundBefore = typed.found;
  return useMemo(() => {
    if (!isWanted) return NOTHING;
    const known = { classes: classes ?? [], tags: tags ?? [], folders: folders ?? [] };
    return suggest(text, caret, { ...known, found, foundBefore });
  }, [text, caret, isWanted, classes, tags, folders, found, foundBefore]);
}

/** What is known of one kind of names. */
function useNames<Name extends 'classNames' | 'tags' | 'folderNames' | 'classCounts'>(
  name: Name,
  input: CommandInput<Name> | null,
  revision: number,
  isWanted: boolean,
): CommandOutputs[Name] | null {
  const answer = useAnswer(name, input, revision);
  useAskedAgain(answer, isWanted);
  return answer.value;
}

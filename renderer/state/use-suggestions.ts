import { useMemo, useState } from 'react';
import type { CommandOutputs } from '../../shared/contract/answers.ts';
import type { CommandInput } from '../../shared/contract/commands.ts';
import { suggest, type Suggestion } from '../../shared/query/suggest.ts';
import { useRevision } from './revision.tsx';
import { useAnswer } from './use-answer.ts';

const NOTHING: readonly Suggestion[] = [];

/**
 * What the word at the caret may be meant for. Names are asked for when suggestions are wanted and the catalog is another one
 * than it was the last time, and ranked here: a key costs no question, nor does the next search. What was refused is asked
 * again with the next key. Counts of classes, and folders, come a moment later in a large library.
 */
export function useSuggestions(text: string, caret: number, isWanted: boolean): readonly Suggestion[] {
  const revision = useRevision();
  /** The catalog that the names are of; null before they were first wanted. */
  const [asOf, setAsOf] = useState<number | null>(null);
  if (isWanted && asOf !== revision) setAsOf(revision);
  const input = asOf === null ? null : {};
  const classes = useNames('classNames', input, asOf ?? 0, text);
  const tags = useNames('tags', input, asOf ?? 0, text);
  const folders = useNames('folderNames', input, asOf ?? 0, text);
  const counts = useNames('classCounts', input, asOf ?? 0, text);
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
  text: string,
): CommandOutputs[Name] | null {
  const { reply, value, isPending, askAgain } = useAnswer(name, input, revision);
  const [typed, setTyped] = useState(text);
  if (typed !== text) {
    setTyped(text);
    if (reply?.ok === false && !isPending) askAgain();
  }
  return value;
}

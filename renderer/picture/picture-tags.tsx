import { useCallbackRef } from '@mantine/hooks';
import { useState } from 'react';
import { foldName } from '../../shared/fold-name.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { tellDone } from '../notices.tsx';
import { useRevision } from '../state/revision.tsx';
import { useAnswer } from '../state/use-answer.ts';
import { useCommand } from '../state/use-command.ts';
import { useTellUndoable } from '../state/use-undo.ts';
import { TagsField } from '../tags/tag-field.tsx';

const texts = windowTexts.picture;

/** A tag that a person has put on the picture or taken off it. */
interface AskedChange {
  readonly kind: 'tag' | 'untag';
  readonly name: string;
  /** The revision of the catalog when it was done; null: it is under way. */
  readonly doneAt: number | null;
}

/** The tags of one picture, to add to and take off. */
export function PictureTags({
  picture,
  tags,
  asOf,
}: {
  readonly picture: number;
  readonly tags: readonly string[];
  /** The revision of the catalog that `tags` are of. */
  readonly asOf: number;
}) {
  const command = useCommand();
  const tellUndoable = useTellUndoable();
  const revision = useRevision();
  const known = useAnswer('tags', {}, revision).value ?? [];
  // What was asked for stands here until the catalog says how it is: it may have been taken back by then.
  const [asked, setAsked] = useState<readonly AskedChange[]>([]);
  const isAhead = ({ doneAt }: AskedChange) => doneAt === null || doneAt >= asOf;
  const shown = asked.filter(isAhead).reduce(withChange, tags);
  const settle = useCallbackRef((change: AskedChange, isDone: boolean) => {
    setAsked((before) =>
      isDone
        ? before.map((one) => (one === change ? { ...change, doneAt: revision } : one))
        : before.filter((one) => one !== change),
    );
  });

  const make = async (change: AskedChange) => {
    const { kind, name } = change;
    const done = await command('changeTag', { change: kind, name, selection: { pictures: [picture] } });
    // The catalog stays as it is, and has nothing to say of it.
    settle(change, done !== undefined && done.unreadable === 0);
    if (done === undefined) return;
    if (done.unreadable > 0) tellDone(windowTexts.tagDialog.unreadable(done.unreadable));
    else if (done.changed > 0) tellUndoable(done, windowTexts.tagDialog.done[kind](name, done.pictures, done.changed));
  };

  const onChange = (next: readonly string[]) => {
    const changeTo = (kind: AskedChange['kind']) => (name: string) => ({ kind, name, doneAt: null });
    const changes: readonly AskedChange[] = [
      ...next.filter((tag) => !shown.includes(tag)).map(changeTo('tag')),
      ...shown.filter((tag) => !next.includes(tag)).map(changeTo('untag')),
    ];
    setAsked((before) => [...before.filter(isAhead), ...changes]);
    for (const change of changes) void make(change);
  };

  return (
    <TagsField
      label={texts.tags}
      placeholder={texts.addTag}
      value={shown}
      onChange={onChange}
      tags={known.map(({ name }) => name)}
    />
  );
}

function withChange(tags: readonly string[], { kind, name }: AskedChange): readonly string[] {
  const isIt = (tag: string) => foldName(tag) === foldName(name);
  if (kind === 'untag') return tags.filter((tag) => !isIt(tag));
  return tags.some(isIt) ? tags : [...tags, name];
}

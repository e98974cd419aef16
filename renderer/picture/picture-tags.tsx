import { useState } from 'react';
import { windowTexts } from '../../shared/texts/window.ts';
import { tellDone } from '../notices.tsx';
import { useRevision } from '../state/revision.tsx';
import { useAnswer } from '../state/use-answer.ts';
import { useCommand } from '../state/use-command.ts';
import { useTellUndoable } from '../state/use-undo.ts';
import { TagsField } from '../tags/tag-field.tsx';

const texts = windowTexts.picture;

/** The tags of one picture, to add to and take off. */
export function PictureTags({ picture, tags }: { readonly picture: number; readonly tags: readonly string[] }) {
  const command = useCommand();
  const tellUndoable = useTellUndoable();
  const known = useAnswer('tags', {}, useRevision()).value ?? [];
  // What was asked for stands here until the catalog says how it is.
  const [asked, setAsked] = useState<{ readonly since: readonly string[]; readonly tags: readonly string[] } | null>(
    null,
  );
  const shown = asked !== null && asked.since === tags ? asked.tags : tags;

  const change = async (kind: 'tag' | 'untag', name: string) => {
    const done = await command('changeTag', { change: kind, name, selection: { pictures: [picture] } });
    // The catalog stays as it is, and has nothing to say of it.
    if (done === undefined || done.unreadable > 0) setAsked(null);
    if (done === undefined) return;
    if (done.unreadable > 0) tellDone(windowTexts.tagDialog.unreadable(done.unreadable));
    else if (done.changed > 0) tellUndoable(done, windowTexts.tagDialog.done[kind](name, done.pictures, done.changed));
  };

  const onChange = (next: readonly string[]) => {
    setAsked({ since: tags, tags: next });
    for (const name of next.filter((tag) => !shown.includes(tag))) void change('tag', name);
    for (const name of shown.filter((tag) => !next.includes(tag))) void change('untag', name);
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

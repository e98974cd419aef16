import type { Reply } from '../../shared/contract/answers.ts';
import type { Answer } from '../core/answer.ts';
import { replyOf, type CommandHandlers } from './command-handlers.ts';
import type { Library } from './library.ts';

export interface TagCommandParts {
  readonly library: () => Library;
  readonly onChange: () => void;
}

type TagCommand =
  | ('previewTag' | 'changeTag' | 'renameTag' | 'mergeTag' | 'deleteTag' | 'tags')
  | ('review' | 'previewAccept' | 'acceptFrom' | 'undo');

/** Commands about what a person says of pictures: tags and reviews, and taking them back. */
export function tagCommands({ library, onChange }: TagCommandParts): CommandHandlers<TagCommand> {
  const changed = <Value>(done: Answer<Value>): Reply<Value> => {
    if (done.ok) onChange();
    return replyOf(done, (value) => value);
  };
  return {
    previewTag: async (input) =>
      replyOf(await library().core.changeTag({ ...input, modelId: null }, () => false), (change) => change),
    changeTag: async (input) => changed(await library().core.changeTag({ ...input, modelId: null }, () => true)),
    renameTag: async ({ name, to }) => changed(await library().core.renameTag(name, to)),
    mergeTag: async ({ name, into }) => changed(await library().core.mergeTag(name, into)),
    deleteTag: async ({ name }) => changed(await library().core.deleteTag(name)),
    review: async (input) => changed(await library().core.review({ ...input, modelId: null })),
    previewAccept: async (input) =>
      replyOf(await library().core.acceptFrom({ ...input, modelId: null }, () => false), (change) => change),
    acceptFrom: async (input) => changed(await library().core.acceptFrom({ ...input, modelId: null }, () => true)),
    undo: async ({ operation }) => {
      const undone = await library().core.undo(operation);
      if (undone.ok && undone.value !== null) onChange();
      return replyOf(undone, (operation) => ({ undone: operation }));
    },
    tags: async () => replyOf(await library().core.tags(), (tags) => tags),
  };
}

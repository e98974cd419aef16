import { replyOf, type CommandHandlers } from './command-handlers.ts';
import type { Library } from './library.ts';

export interface TagCommandParts {
  readonly library: () => Library;
  readonly onChange: () => void;
}

type TagCommand = 'previewTag' | 'changeTag' | 'undo' | 'tags';

/** Commands about tags. */
export function tagCommands({ library, onChange }: TagCommandParts): CommandHandlers<TagCommand> {
  return {
    previewTag: async (input) =>
      replyOf(await library().core.changeTag({ ...input, modelId: null }, () => false), (change) => change),
    changeTag: async (input) => {
      const changed = replyOf(
        await library().core.changeTag({ ...input, modelId: null }, () => true),
        (change) => change,
      );
      if (changed.ok) onChange();
      return changed;
    },
    undo: async () => {
      const undone = await library().core.undo();
      if (undone.ok && undone.value !== null) onChange();
      return replyOf(undone, (operation) => ({ undone: operation }));
    },
    tags: async () => replyOf(await library().core.tags(), (tags) => tags),
  };
}

import type { PictureChoice } from '../catalog/compiled-query.ts';
import { answer, refuse, type Answer } from './answer.ts';
import type { Connections, BothConnections } from './connections.ts';
import type { Core, CoreOptions } from './host-contract.ts';
import { askCatalog, modelInUse, modelRow, readSelection, type PictureSelection } from './questions.ts';

type Changes = Pick<
  Core,
  'changeTag' | 'renameTag' | 'mergeTag' | 'deleteTag' | 'tags' | 'review' | 'acceptFrom' | 'undo'
>;

/** What a person says of pictures: tags, and reviews of what a model sees; each change can be taken back. */
export function createChanges(options: CoreOptions, connections: Connections): Changes {
  /** Both connections with the chosen pictures, and the row of the model whose predictions are reviewed. */
  async function choose(selection: PictureSelection, modelId: string | null): Promise<Answer<Chosen>> {
    const opened = await connections.existing();
    if (!opened.ok) return opened;
    const { reader } = opened.value;
    if ('pictures' in selection) {
      const used = await modelInUse(options, reader, modelId);
      if (!used.ok) return used;
      const { classes } = used.value.model.manifest;
      return answer({ ...opened.value, which: selection, model: await modelRow(reader, used.value), classes });
    }
    const asked = await askCatalog(options, reader, selection.query, modelId);
    if (!asked.ok) return asked;
    const { compiled, named } = asked.value;
    return answer({ ...opened.value, which: compiled, model: compiled.model, classes: named.model.manifest.classes });
  }

  return {
    changeTag: async ({ change, name, selection, modelId }, tellFirst) => {
      const opened = await connections.existing();
      if (!opened.ok) return opened;
      const { writer, reader } = opened.value;
      const chosen = await readSelection(options, reader, selection, modelId);
      if (!chosen.ok) return chosen;
      const { which, unknownNames } = chosen.value;
      const preview = await reader.previewTag(change, name, which);
      if (!tellFirst(preview, unknownNames)) return answer({ ...preview, operation: null });
      return answer(await writer.changeTag(change, name, which));
    },

    renameTag: async (name, to) => {
      const opened = await connections.existing();
      if (!opened.ok) return opened;
      const renamed = await opened.value.writer.renameTag(name, to);
      switch (renamed) {
        case 'unknown-tag':
          return refuse({ kind: 'unknown-tag', name });
        case 'taken':
          return refuse({ kind: 'tag-taken', name: to });
        default:
          return answer(renamed);
      }
    },

    mergeTag: async (name, into) => {
      const opened = await connections.existing();
      if (!opened.ok) return opened;
      const merged = await opened.value.writer.mergeTag(name, into);
      if (merged !== null) return answer(merged);
      const known = new Set((await opened.value.reader.tags()).map((tag) => tag.name));
      return refuse({ kind: 'unknown-tag', name: known.has(name) ? into : name });
    },

    deleteTag: async (name) => {
      const opened = await connections.existing();
      if (!opened.ok) return opened;
      const deleted = await opened.value.writer.deleteTag(name);
      return deleted === null ? refuse({ kind: 'unknown-tag', name }) : answer(deleted);
    },

    tags: async () => {
      const reader = await connections.counter();
      return reader.ok ? answer(await reader.value.tags()) : reader;
    },

    review: async ({ change, selection, modelId }) => {
      const chosen = await choose(selection, modelId);
      if (!chosen.ok) return chosen;
      const { writer, which, model, classes } = chosen.value;
      if (change.verdict === 'corrected' && change.right >= classes) {
        return refuse({ kind: 'unknown-class', index: change.right });
      }
      return answer(await writer.review(change, which, model));
    },

    acceptFrom: async ({ score, selection, modelId }, tellFirst) => {
      const chosen = await choose(selection, modelId);
      if (!chosen.ok) return chosen;
      const { writer, reader, which, model } = chosen.value;
      const preview = await reader.previewAccept(score, which, model);
      if (!tellFirst(preview)) return answer({ ...preview, operation: null });
      return answer(await writer.acceptFrom(score, which, model));
    },

    undo: async (operation = null) => {
      const opened = await connections.existing();
      if (!opened.ok) return opened;
      const undone = await opened.value.writer.undo(operation);
      return undone === 'not-last' ? refuse({ kind: 'not-last-change' }) : answer(undone);
    },
  };
}

interface Chosen extends BothConnections {
  readonly which: PictureChoice;
  readonly model: number;
  /** That the model has. */
  readonly classes: number;
}

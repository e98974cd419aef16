import { countFamiliar } from '../run/familiar-files.ts';
import { lookUpNamedPath } from '../run/named-path.ts';
import { answer, refuse, unknownRoot } from './answer.ts';
import type { Connections } from './connections.ts';
import type { Core, CoreOptions } from './host-contract.ts';
import { isBelow } from './placing.ts';
import { modelInUse, modelRow } from './questions.ts';
import { createRootLook } from './root-presence.ts';

/** Files of a root that are looked for in the folder it is said to be in now. */
const FILES_LOOKED_FOR = 100;

/** Everything of the core about the folders of a catalog, except to classify what is in them. */
export function createRootCommands(
  options: CoreOptions,
  connections: Connections,
): Pick<Core, 'roots' | 'foldersBelow' | 'lookAtRoots' | 'previewForget' | 'forgetRoot' | 'moveRoot'> {
  /** Who counts, and the row of the model asked for; null without one: there are still folders to see. */
  async function readerAndModel(modelId: string | null) {
    const reader = await connections.counter();
    if (!reader.ok) return reader;
    const chosen = await modelInUse(options, reader.value, modelId);
    // One that a person named has to be there.
    if (!chosen.ok && modelId !== null) return chosen;
    const model = chosen.ok ? await modelRow(reader.value, chosen.value) : null;
    return answer({ reader: reader.value, model });
  }

  return {
    roots: async (modelId) => {
      const asked = await readerAndModel(modelId);
      return asked.ok ? answer(await asked.value.reader.roots(asked.value.model)) : asked;
    },

    foldersBelow: async (parents, modelId) => {
      const asked = await readerAndModel(modelId);
      return asked.ok ? answer(await asked.value.reader.foldersBelow(parents, asked.value.model)) : asked;
    },

    lookAtRoots: createRootLook(connections),

    previewForget: async (root) => {
      const reader = await connections.counter();
      return reader.ok ? answer(await reader.value.previewForget(root)) : reader;
    },

    forgetRoot: async (root) => {
      const opened = await connections.existing();
      if (!opened.ok) return opened;
      const forgotten = await opened.value.writer.forgetRoot(root);
      return forgotten === null ? refuse(unknownRoot(root)) : answer(forgotten);
    },

    moveRoot: async (root, to, isSure) => {
      const opened = await connections.existing();
      if (!opened.ok) return opened;
      const { reader, writer } = opened.value;
      const known = (await reader.roots(null)).filter(
        (one) => (typeof root === 'number' ? one.root : one.path) === root,
      );
      // A root that lies in its own new place, or the other way round, would stand for the same files twice.
      if (known.some(({ path }) => isBelow(path, to) || isBelow(to, path))) {
        return refuse({ kind: 'overlapping-root', path: to });
      }
      const target = await lookUpNamedPath(to, '/');
      if (!target.ok) return refuse({ kind: 'no-paths', missing: [{ path: to, code: target.code }] });
      if (!isSure) {
        const files = (await Promise.all(known.map((one) => reader.knownFiles(one.root, FILES_LOOKED_FOR)))).flat();
        const familiar = await countFamiliar(target.named.path, files);
        if (familiar * 2 < files.length) {
          return answer({ kind: 'unfamiliar', familiar, lookedFor: files.length });
        }
      }
      const moved = await writer.moveRoot(root, to, target.named.volume);
      switch (moved) {
        case 'moved':
          return answer({ kind: 'moved' });
        case 'unknown-root':
          return refuse(unknownRoot(root));
        case 'overlaps':
          return refuse({ kind: 'overlapping-root', path: to });
      }
    },
  };
}

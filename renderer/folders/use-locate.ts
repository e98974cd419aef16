import { useState } from 'react';
import type { RootLocated, RootView } from '../../shared/contract/views.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { tellWithAction } from '../notices.tsx';
import { useCommand } from '../state/use-command.ts';

const texts = windowTexts.folders;

/** A folder that a person says a root is in now, and that does not look like it. */
export interface Unfamiliar extends Extract<RootLocated, { kind: 'unfamiliar' }> {
  readonly root: RootView;
}

/** Asks where a root is now; where the folder does not look like it, `unfamiliar` is what a person has to settle. */
export function useLocate(): {
  readonly unfamiliar: Unfamiliar | null;
  readonly locate: (root: RootView) => Promise<void>;
  /** `isIt`: the folder is the right one all the same. */
  readonly settle: (isIt: boolean) => Promise<void>;
} {
  const command = useCommand();
  const [unfamiliar, setUnfamiliar] = useState<Unfamiliar | null>(null);
  const tellMoved = (root: RootView, folder: string) => {
    tellWithAction(texts.moved(root.name, folder), texts.rescan, () => void command('rescanRoot', { root: root.root }));
  };
  return {
    unfamiliar,
    locate: async (root) => {
      const located = await command('locateRoot', { root: root.root });
      if (located === undefined || located === null) return;
      if (located.kind === 'moved') tellMoved(root, located.folder);
      else setUnfamiliar({ ...located, root });
    },
    settle: async (isIt) => {
      if (unfamiliar === null) return;
      const { root, folder } = unfamiliar;
      if (isIt && (await command('moveRoot', { root: root.root, folder })) !== undefined) tellMoved(root, folder);
      setUnfamiliar(null);
    },
  };
}

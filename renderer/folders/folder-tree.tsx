import { Text, Tree, useTree } from '@mantine/core';
import { type KeyboardEvent, memo, type MouseEvent, useMemo, useState } from 'react';
import type { RootView } from '../../shared/contract/views.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import sidebar from '../library/sidebar.module.css';
import { useRevision } from '../state/revision.tsx';
import { useAnswer } from '../state/use-answer.ts';
import { type FolderNode, folderNodes } from './folder-nodes.ts';
import { FolderRow } from './folder-row.tsx';
import styles from './folder-tree.module.css';
import { ForgetDialog } from './forget-dialog.tsx';
import { UnfamiliarDialog } from './unfamiliar-dialog.tsx';
import { useLocate } from './use-locate.ts';

const texts = windowTexts.folders;

/** The folders of the library, as far as they are opened, each a filter, with what can be done about them. */
export const FolderTree = memo(function FolderTree({
  roots,
  query,
  onSearch,
  onReview,
}: {
  readonly roots: readonly RootView[];
  /** What is searched for; null where no search is shown. */
  readonly query: string | null;
  readonly onSearch: (query: string) => void;
  /** One by one, what a query finds. */
  readonly onReview: (query: string) => void;
}) {
  const revision = useRevision();
  const [expandedState, setExpandedState] = useState<Record<string, boolean>>({});
  const tree = useTree({ expandedState, onExpandedStateChange: setExpandedState });
  const parents = Object.keys(expandedState)
    .filter((value) => expandedState[value] === true)
    .map(Number);
  const { value: folders } = useAnswer('folders', parents.length === 0 ? null : { parents }, revision);
  const nodes = useMemo(() => folderNodes(roots, folders ?? []), [roots, folders]);
  const [menuOf, setMenuOf] = useState<string | null>(null);
  const [forgetting, setForgetting] = useState<FolderNode | null>(null);
  const { unfamiliar, locate, settle } = useLocate();
  const actions = {
    onSearch,
    onReview,
    onLocate: ({ root }: FolderNode) => void locate(root),
    onForget: setForgetting,
  };

  // The tree's own keys walk and open; Enter on a line searches for it, and the key of menus opens its menu.
  const onKeyDown = (event: KeyboardEvent) => {
    const node = nodeAt(nodes, event.target);
    if (event.key === 'Enter' && node !== null) onSearch(node.query);
  };
  const onContextMenu = (event: MouseEvent) => {
    const node = nodeAt(nodes, event.target);
    if (node === null) return;
    event.preventDefault();
    setMenuOf(node.value);
  };
  return (
    <>
      <Text component="h2" className={sidebar['heading']}>
        {texts.title}
      </Text>
      <Tree
        aria-label={texts.title}
        data={nodes}
        tree={tree}
        expandOnClick={false}
        levelOffset={0}
        classNames={{ node: styles['node'] ?? '' }}
        onKeyDown={onKeyDown}
        onContextMenu={onContextMenu}
        renderNode={(payload) => (
          <FolderRow
            payload={payload}
            isHere={(payload.node as FolderNode).query === query}
            isMenuOpen={menuOf === payload.node.value}
            onMenu={(isOpen) => {
              setMenuOf(isOpen ? payload.node.value : null);
            }}
            actions={actions}
          />
        )}
      />
      {forgetting === null ? null : (
        <ForgetDialog
          root={forgetting.root}
          onClose={() => {
            setForgetting(null);
          }}
          onForgotten={() => {
            // What was shown of it is not there any more.
            if (query === forgetting.query) onSearch('');
          }}
        />
      )}
      {unfamiliar === null ? null : <UnfamiliarDialog unfamiliar={unfamiliar} onSettle={settle} />}
    </>
  );
});

/** The folder of the line that an event happened in. */
function nodeAt(nodes: readonly FolderNode[], target: EventTarget): FolderNode | null {
  const value = target instanceof Element ? target.closest('[data-value]')?.getAttribute('data-value') : null;
  const find = (among: readonly FolderNode[]): FolderNode | null => {
    for (const node of among) {
      const found = node.value === value ? node : find(node.children);
      if (found !== null) return found;
    }
    return null;
  };
  return find(nodes);
}

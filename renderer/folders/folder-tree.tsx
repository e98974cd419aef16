import { Text, Tree, useTree } from '@mantine/core';
import { useCallbackRef } from '@mantine/hooks';
import { type KeyboardEvent, memo, type MouseEvent, useCallback, useMemo, useState } from 'react';
import type { RootView } from '../../shared/contract/views.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import sidebar from '../library/sidebar.module.css';
import { useRevision } from '../state/revision.tsx';
import { useAnswer } from '../state/use-answer.ts';
import type { FolderActions } from './folder-menu.tsx';
import { type FolderNode, folderNodes, openedIn, type OpenFolders } from './folder-nodes.ts';
import { FolderRow } from './folder-row.tsx';
import styles from './folder-tree.module.css';
import { ForgetDialog } from './forget-dialog.tsx';
import { UnfamiliarDialog } from './unfamiliar-dialog.tsx';
import { useLocate } from './use-locate.ts';

const texts = windowTexts.folders;

/** The folders of the library, as far as they are opened, each a filter, with what can be done about them. */
export const FolderTree = memo(function FolderTree({
  roots,
  open,
  onOpen,
  query,
  onSearch,
  onReview,
}: {
  readonly roots: readonly RootView[];
  readonly open: OpenFolders;
  /** Tells what is open from what was. */
  readonly onOpen: (next: (before: OpenFolders) => OpenFolders) => void;
  /** What is searched for; null where no search is shown. */
  readonly query: string | null;
  readonly onSearch: (query: string) => void;
  /** One by one, what a query finds. */
  readonly onReview: (query: string) => void;
}) {
  const revision = useRevision();
  const parents = Object.keys(open)
    .filter((value) => open[value] === true)
    .map(Number);
  const { value: folders } = useAnswer('folders', parents.length === 0 ? null : { parents }, revision);
  const nodes = useMemo(() => folderNodes(roots, folders ?? []), [roots, folders]);
  const [forgetting, setForgetting] = useState<FolderNode | null>(null);
  const { unfamiliar, locate, settle } = useLocate();
  const onExpanded = useCallback(
    (said: OpenFolders) => {
      onOpen((before) => openedIn(before, said));
    },
    [onOpen],
  );
  const onLocate = useCallbackRef(({ root }: FolderNode) => void locate(root));
  const actions = useMemo(
    () => ({ onSearch, onReview, onLocate, onForget: setForgetting }),
    [onSearch, onReview, onLocate],
  );
  return (
    <>
      <Text component="h2" className={sidebar['heading']}>
        {texts.title}
      </Text>
      <FolderLines
        nodes={nodes}
        here={findNode(nodes, (node) => node.query === query)?.value ?? null}
        expanded={open}
        onExpanded={onExpanded}
        actions={actions}
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

/** The lines themselves: drawn anew when one of them changes, not with each search. */
const FolderLines = memo(function FolderLines({
  nodes,
  here,
  expanded,
  onExpanded,
  actions,
}: {
  readonly nodes: FolderNode[];
  /** `value` of the folder whose pictures are shown; null: it is none of them. */
  readonly here: string | null;
  readonly expanded: OpenFolders;
  readonly onExpanded: (expanded: OpenFolders) => void;
  readonly actions: FolderActions;
}) {
  const tree = useTree({ expandedState: expanded, onExpandedStateChange: onExpanded });
  const [menuOf, setMenuOf] = useState<string | null>(null);
  // The tree's own keys walk and open; Enter on a line searches for it, and M, or the key of menus, opens its menu.
  const onKeyDown = (event: KeyboardEvent) => {
    const node = nodeAt(nodes, event.target);
    if (node === null) return;
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key === 'Enter') actions.onSearch(node.query);
    else if (event.key.toLowerCase() === 'm' && isPlain) {
      event.preventDefault();
      // Keys beside a menu close it, this one too, were it to come to the document.
      event.stopPropagation();
      setMenuOf(node.value);
    }
  };
  const onContextMenu = (event: MouseEvent) => {
    const node = nodeAt(nodes, event.target);
    if (node === null) return;
    event.preventDefault();
    setMenuOf(node.value);
  };
  return (
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
          isHere={payload.node.value === here}
          isMenuOpen={menuOf === payload.node.value}
          onMenu={(isOpen) => {
            setMenuOf(isOpen ? payload.node.value : null);
          }}
          actions={actions}
        />
      )}
    />
  );
});

/** The folder of the line that an event happened in. */
function nodeAt(nodes: readonly FolderNode[], target: EventTarget): FolderNode | null {
  const value = target instanceof Element ? target.closest('[data-value]')?.getAttribute('data-value') : null;
  return findNode(nodes, (node) => node.value === value);
}

function findNode(nodes: readonly FolderNode[], isIt: (node: FolderNode) => boolean): FolderNode | null {
  for (const node of nodes) {
    const found = isIt(node) ? node : findNode(node.children, isIt);
    if (found !== null) return found;
  }
  return null;
}

import { Text, useTree } from '@mantine/core';
import { useCallbackRef } from '@mantine/hooks';
import { memo, useMemo, useState } from 'react';
import type { RootView } from '../../shared/contract/views.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import sidebar from '../library/sidebar.module.css';
import { TreeLines } from '../lines/tree-lines.tsx';
import { treeRows } from '../lines/tree-rows.ts';
import { useRevision } from '../state/revision.tsx';
import { useAnswer } from '../state/use-answer.ts';
import type { FolderActions } from './folder-menu.tsx';
import { type FolderNode, folderNodes, type OpenFolders } from './folder-nodes.ts';
import { FolderRow, folderRowHeight } from './folder-row.tsx';
import { ForgetDialog } from './forget-dialog.tsx';
import { UnfamiliarDialog } from './unfamiliar-dialog.tsx';
import { useLocate } from './use-locate.ts';

const texts = windowTexts.folders;

/** The folders of the library, as far as they are opened, each a filter, with what can be done about them. */
export const FolderTree = memo(function FolderTree({
  scroller,
  roots,
  open,
  onOpen,
  query,
  onSearch,
  onReplaced,
  onReview,
}: {
  /** What scrolls: it is one part of that. */
  readonly scroller: HTMLElement | null;
  readonly roots: readonly RootView[];
  readonly open: OpenFolders;
  readonly onOpen: (open: OpenFolders) => void;
  /** What is searched for; null where no search is shown. */
  readonly query: string | null;
  readonly onSearch: (query: string) => void;
  /** A query finds nothing any more, and another takes its place. */
  readonly onReplaced: (query: string, by: string) => void;
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
        scroller={scroller}
        nodes={nodes}
        query={query}
        expanded={open}
        onExpanded={onOpen}
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
            onReplaced(forgetting.query, '');
          }}
        />
      )}
      {unfamiliar === null ? null : <UnfamiliarDialog unfamiliar={unfamiliar} onSettle={settle} />}
    </>
  );
});

const FolderLines = memo(function FolderLines({
  scroller,
  nodes,
  query,
  expanded,
  onExpanded,
  actions,
}: {
  readonly scroller: HTMLElement | null;
  readonly nodes: readonly FolderNode[];
  readonly query: string | null;
  readonly expanded: OpenFolders;
  readonly onExpanded: (expanded: OpenFolders) => void;
  readonly actions: FolderActions;
}) {
  const tree = useTree({ expandedState: expanded, onExpandedStateChange: onExpanded });
  const rows = useMemo(() => treeRows(nodes, expanded), [nodes, expanded]);
  const [menuOf, setMenuOf] = useState<string | null>(null);
  return (
    <TreeLines
      label={texts.title}
      scroller={scroller}
      rows={rows}
      tree={tree}
      heightOf={folderRowHeight}
      here={rows.find(({ node }) => node.query === query)?.node.value ?? null}
      menuOf={menuOf}
      onChoose={(node) => {
        actions.onSearch(node.query);
      }}
      onMenu={({ value }) => {
        setMenuOf(value);
      }}
      renderLine={(row) => (
        <FolderRow
          row={row}
          isHere={row.node.query === query}
          isMenuOpen={menuOf === row.node.value}
          onMenu={setMenuOf}
          onToggle={tree.toggleExpanded}
          actions={actions}
        />
      )}
    />
  );
});

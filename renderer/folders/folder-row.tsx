import {
  IconAlertTriangle,
  IconChevronDown,
  IconChevronRight,
  IconFolder,
  IconFolderOff,
  IconPointFilled,
} from '@tabler/icons-react';
import { memo } from 'react';
import { formatNumber } from '../../shared/texts/quantities.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { LineMenu } from '../lines/line-menu.tsx';
import type { TreeRow } from '../lines/tree-rows.ts';
import { FolderMenu, type FolderActions } from './folder-menu.tsx';
import { type FolderNode, newIn } from './folder-nodes.ts';
import styles from './folder-tree.module.css';

const texts = windowTexts.folders;

/** In rem: with a second line of words, and without. */
export function folderRowHeight(node: FolderNode): number {
  return secondOf(node).length === 0 ? 1.75 : 2.25;
}

/** What else there is to say of a folder, below its name. */
function secondOf({ distinction, root, isRoot }: FolderNode): readonly string[] {
  const isOffline = isRoot && root.state === 'offline';
  return [...(distinction === null ? [] : [distinction]), ...(isOffline ? [texts.offline] : [])];
}

/** A line of the tree: a folder with its state, a filter where it is clicked, with a menu of what can be done. */
export const FolderRow = memo(function FolderRow({
  row,
  isHere,
  isMenuOpen,
  onMenu,
  onToggle,
  actions,
}: {
  readonly row: TreeRow<FolderNode>;
  readonly isHere: boolean;
  readonly isMenuOpen: boolean;
  /** `value` of the folder whose menu is to be open. */
  readonly onMenu: (value: string | null) => void;
  readonly onToggle: (value: string) => void;
  readonly actions: FolderActions;
}) {
  const { node, level, expanded, hasChildren } = row;
  const { folder, root } = node;
  const isOffline = root.state === 'offline';
  const Chevron = expanded ? IconChevronDown : IconChevronRight;
  const Icon = isOffline ? IconFolderOff : IconFolder;
  const added = newIn(folder);
  const second = secondOf(node);
  return (
    <div
      className={styles['row']}
      style={{ paddingLeft: `${0.125 + (level - 1) * 0.875}rem` }}
      data-value={node.value}
      data-here={isHere || undefined}
      data-offline={isOffline || undefined}
      title={texts.state(folder, added, isOffline, root.scannedAt)}
      onClick={() => {
        actions.onSearch(node.query);
      }}
    >
      <span
        className={styles['chevron']}
        onClick={(event) => {
          event.stopPropagation();
          if (hasChildren) onToggle(node.value);
        }}
      >
        {hasChildren ? <Chevron size="1rem" aria-hidden /> : null}
      </span>
      <Icon className={styles['icon']} size="1.1rem" stroke={1.6} aria-hidden />
      <span className={styles['words']}>
        <span className={styles['name']}>{folder.name}</span>
        {second.length === 0 ? null : <span className={styles['second']}>{second.join(' · ')}</span>}
      </span>
      {folder.failed === 0 ? null : (
        <IconAlertTriangle
          className={styles['failed']}
          size="0.9rem"
          role="img"
          aria-label={texts.failed(folder.failed)}
        />
      )}
      {added === 0 ? null : (
        <IconPointFilled
          className={styles['mark']}
          size="0.9rem"
          color="var(--window-focus)"
          role="img"
          aria-label={texts.added(added)}
        />
      )}
      <span className={styles['dimmed']}>{formatNumber(folder.pictures)}</span>
      <LineMenu
        label={texts.menu(folder.name)}
        isOpen={isMenuOpen}
        onChange={(isOpen) => {
          onMenu(isOpen ? node.value : null);
        }}
      >
        <FolderMenu node={node} actions={actions} />
      </LineMenu>
    </div>
  );
});

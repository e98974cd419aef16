import { ActionIcon, Menu, type RenderTreeNodePayload } from '@mantine/core';
import {
  IconAlertTriangle,
  IconChevronDown,
  IconChevronRight,
  IconDots,
  IconFolder,
  IconFolderOff,
  IconPointFilled,
} from '@tabler/icons-react';
import { formatNumber } from '../../shared/texts/quantities.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { FolderMenu, type FolderActions } from './folder-menu.tsx';
import { type FolderNode, newIn } from './folder-nodes.ts';
import styles from './folder-tree.module.css';

const texts = windowTexts.folders;

/** A line of the tree: a folder with its state, a filter where it is clicked, with a menu of what can be done. */
export function FolderRow({
  payload,
  isHere,
  isMenuOpen,
  onMenu,
  actions,
}: {
  readonly payload: RenderTreeNodePayload;
  readonly isHere: boolean;
  readonly isMenuOpen: boolean;
  readonly onMenu: (isOpen: boolean) => void;
  readonly actions: FolderActions;
}) {
  const { expanded, hasChildren, elementProps, level, tree } = payload;
  const node = payload.node as FolderNode;
  const { folder, root, distinction } = node;
  const isOffline = root.state === 'offline';
  const Chevron = expanded ? IconChevronDown : IconChevronRight;
  const Icon = isOffline ? IconFolderOff : IconFolder;
  const added = newIn(folder);
  const second = [...(distinction === null ? [] : [distinction]), ...(isOffline && node.isRoot ? [texts.offline] : [])];
  return (
    <div
      className={`${elementProps.className} ${styles['row'] ?? ''}`}
      style={{ ...elementProps.style, paddingLeft: `${0.125 + (level - 1) * 0.875}rem` }}
      data-value={node.value}
      data-here={isHere || undefined}
      data-offline={isOffline || undefined}
      title={texts.state(folder, added, isOffline, root.scannedAt)}
      onClick={(event) => {
        elementProps.onClick(event);
        actions.onSearch(node.query);
      }}
    >
      <span
        className={styles['chevron']}
        onClick={(event) => {
          event.stopPropagation();
          if (hasChildren) tree.toggleExpanded(node.value);
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
      <Menu position="bottom-end" opened={isMenuOpen} onChange={onMenu}>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            tabIndex={-1}
            aria-label={texts.menu(folder.name)}
            onClick={(event) => {
              event.stopPropagation();
            }}
          >
            <IconDots size="1rem" aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <FolderMenu node={node} actions={actions} />
      </Menu>
    </div>
  );
}

import { ActionIcon, Button, Group, Text, Tooltip } from '@mantine/core';
import { IconFileExport, IconFolderPlus, IconLayoutSidebar, IconTag, IconX } from '@tabler/icons-react';
import { memo, type ReactNode } from 'react';
import { windowTexts } from '../../shared/texts/window.ts';
import { useCommand } from '../state/use-command.ts';
import styles from './toolbar.module.css';

const { actions, sidebar, search: searchTexts } = windowTexts;

interface ToolbarProps {
  readonly search: ReactNode;
  /** How many pictures the search finds; null where that is not known or not of interest. */
  readonly found: number | null;
  readonly selected: number;
  readonly isAllSelected: boolean;
  /** Whether there is something to act on. */
  readonly canAct: boolean;
  readonly isSidebarShown: boolean;
  readonly onToggleSidebar: () => void;
  /** To be told of the element that shows and hides the sidebar. */
  readonly onSidebarButton: (element: HTMLButtonElement | null) => void;
  readonly onSelectNone: () => void;
  readonly onTag: () => void;
  readonly review: ReactNode;
  readonly onExport: () => void;
  readonly onPaths: (paths: readonly string[]) => void;
}

/** The line above everything: where to search, what was found, what can be done with it. */
export const Toolbar = memo(function Toolbar({
  search,
  found,
  selected,
  isAllSelected,
  canAct,
  isSidebarShown,
  onToggleSidebar,
  onSidebarButton,
  onSelectNone,
  onTag,
  review,
  onExport,
  onPaths,
}: ToolbarProps) {
  return (
    <header className={styles['toolbar']}>
      <Tooltip label={sidebar.toggle}>
        <ActionIcon
          ref={onSidebarButton}
          variant="subtle"
          color="gray"
          size="md"
          aria-label={sidebar.toggle}
          aria-expanded={isSidebarShown}
          onClick={onToggleSidebar}
        >
          <IconLayoutSidebar size="1.2rem" stroke={1.6} aria-hidden />
        </ActionIcon>
      </Tooltip>
      {search}
      <Text size="sm" className={styles['status']} role="status">
        {statusOf(found, selected, isAllSelected)}
      </Text>
      {selected === 0 ? null : (
        <Tooltip label={actions.clearSelection}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={actions.clearSelection}
            onClick={onSelectNone}
          >
            <IconX size="0.9rem" aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
      <Actions canAct={canAct} onTag={onTag} review={review} onExport={onExport} onPaths={onPaths} />
    </header>
  );
});

function statusOf(found: number | null, selected: number, isAllSelected: boolean): string | null {
  if (selected === 0) return found === null ? null : searchTexts.results(found);
  return isAllSelected ? searchTexts.allSelected(found) : searchTexts.selected(selected, found);
}

/** Apart from the numbers before it, which are other ones with each look at the catalog. */
const Actions = memo(function Actions({
  canAct,
  onTag,
  review,
  onExport,
  onPaths,
}: Pick<ToolbarProps, 'canAct' | 'onTag' | 'review' | 'onExport' | 'onPaths'>) {
  const command = useCommand();
  const addFolders = async () => {
    const paths = await command('choosePaths', { kind: 'folders' });
    if (paths !== undefined && paths.length > 0) onPaths(paths);
  };
  return (
    <Group gap="xs" className={styles['actions']}>
      <Tooltip label={actions.tagTip}>
        <Button
          variant="default"
          disabled={!canAct}
          leftSection={<IconTag size="1rem" stroke={1.6} aria-hidden />}
          onClick={onTag}
        >
          {actions.tag}
        </Button>
      </Tooltip>
      {review}
      <Tooltip label={actions.exportTip}>
        <Button
          variant="default"
          disabled={!canAct}
          leftSection={<IconFileExport size="1rem" stroke={1.6} aria-hidden />}
          onClick={onExport}
        >
          {actions.export}
        </Button>
      </Tooltip>
      <Button leftSection={<IconFolderPlus size="1rem" stroke={1.6} aria-hidden />} onClick={() => void addFolders()}>
        {sidebar.addFolders}
      </Button>
    </Group>
  );
});

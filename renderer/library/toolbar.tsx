import { ActionIcon, Button, Group, Text, Tooltip } from '@mantine/core';
import { IconFileExport, IconFolderPlus, IconLayoutSidebar, IconTag, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { windowTexts } from '../../shared/texts/window.ts';
import { useCommand } from '../state/use-command.ts';
import styles from './toolbar.module.css';

const { actions, sidebar, search: searchTexts } = windowTexts;

/** The line above everything: where to search, what was found, what can be done with it. */
export function Toolbar({
  search,
  found,
  selected,
  isAllSelected,
  canAct,
  onToggleSidebar,
  onSelectNone,
  onTag,
  review,
  onExport,
  onPaths,
}: {
  readonly search: ReactNode;
  /** How many pictures the search finds; null where that is not known or not of interest. */
  readonly found: number | null;
  readonly selected: number;
  readonly isAllSelected: boolean;
  /** Whether there is something to act on. */
  readonly canAct: boolean;
  readonly onToggleSidebar: () => void;
  readonly onSelectNone: () => void;
  readonly onTag: () => void;
  readonly review: ReactNode;
  readonly onExport: () => void;
  readonly onPaths: (paths: readonly string[]) => void;
}) {
  const command = useCommand();
  const addFolders = async () => {
    const paths = await command('choosePaths', { kind: 'folders' });
    if (paths !== undefined && paths.length > 0) onPaths(paths);
  };
  return (
    <header className={styles['toolbar']}>
      <Tooltip label={sidebar.toggle}>
        <ActionIcon variant="subtle" color="gray" size="md" aria-label={sidebar.toggle} onClick={onToggleSidebar}>
          <IconLayoutSidebar size="1.2rem" stroke={1.6} aria-hidden />
        </ActionIcon>
      </Tooltip>
      {search}
      <Text size="sm" className={styles['status']} role="status">
        {found === null ? null : statusOf(found, selected, isAllSelected)}
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
        <Button
          variant="default"
          disabled={!canAct}
          leftSection={<IconFileExport size="1rem" stroke={1.6} aria-hidden />}
          onClick={onExport}
        >
          {actions.export}
        </Button>
        <Button leftSection={<IconFolderPlus size="1rem" stroke={1.6} aria-hidden />} onClick={() => void addFolders()}>
          {sidebar.addFolders}
        </Button>
      </Group>
    </header>
  );
}

function statusOf(found: number, selected: number, isAllSelected: boolean): string {
  if (selected === 0) return searchTexts.results(found);
  return isAllSelected ? searchTexts.allSelected(found) : searchTexts.selected(selected, found);
}

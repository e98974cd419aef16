import { ActionIcon, Menu, Text } from '@mantine/core';
import { IconDots, IconFolder, IconFolderOff, IconRefresh, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { RootView } from '../../shared/contract/views.ts';
import { formatNumber } from '../../shared/texts/quantities.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { lastSegment, queryOfFolder } from '../state/query-text.ts';
import { useCommand } from '../state/use-command.ts';
import { ForgetDialog } from './forget-dialog.tsx';
import { SidebarEntry } from './sidebar-entry.tsx';
import styles from './sidebar.module.css';

const texts = windowTexts.sidebar;

/** The folders of the library, each a filter, with what can be done about them. */
export function FolderList({
  roots,
  query,
  onSearch,
}: {
  readonly roots: readonly RootView[];
  readonly query: string | null;
  readonly onSearch: (query: string) => void;
}) {
  const [forgetting, setForgetting] = useState<RootView | null>(null);
  return (
    <>
      <Text component="h2" className={styles['heading']}>
        {texts.folders}
      </Text>
      {roots.map((root) => (
        <Folder
          key={root.root}
          root={root}
          isHere={query === queryOfFolder(root.path)}
          onSearch={onSearch}
          onForget={setForgetting}
        />
      ))}
      {forgetting === null ? null : (
        <ForgetDialog
          root={forgetting}
          onClose={() => {
            setForgetting(null);
          }}
        />
      )}
    </>
  );
}

function Folder({
  root,
  isHere,
  onSearch,
  onForget,
}: {
  readonly root: RootView;
  readonly isHere: boolean;
  readonly onSearch: (query: string) => void;
  readonly onForget: (root: RootView) => void;
}) {
  const command = useCommand();
  const name = lastSegment(root.path);
  const isOffline = root.state === 'offline';
  const Icon = isOffline ? IconFolderOff : IconFolder;
  return (
    <div className={styles['folder']}>
      <SidebarEntry
        icon={<Icon size="1.1rem" stroke={1.6} aria-hidden />}
        label={name}
        title={texts.folderState(root.path, root.classified, root.failed, isOffline)}
        count={`${isOffline ? `${texts.offline} · ` : ''}${formatNumber(root.pictures)}`}
        isHere={isHere}
        onClick={() => {
          onSearch(queryOfFolder(root.path));
        }}
      />
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            className={styles['more']}
            aria-label={texts.folderMenu(name)}
          >
            <IconDots size="1rem" aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconRefresh size="1rem" aria-hidden />}
            onClick={() => void command('rescanRoot', { root: root.root })}
          >
            {texts.rescan}
          </Menu.Item>
          <Menu.Item
            color="red"
            leftSection={<IconTrash size="1rem" aria-hidden />}
            onClick={() => {
              onForget(root);
            }}
          >
            {texts.forget}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}

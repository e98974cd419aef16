import { Menu } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconEyeCheck,
  IconFolderSearch,
  IconPointFilled,
  IconRefresh,
  IconTrash,
} from '@tabler/icons-react';
import { windowTexts } from '../../shared/texts/window.ts';
import { useCommand } from '../state/use-command.ts';
import { type FolderNode, newIn } from './folder-nodes.ts';

const texts = windowTexts.folders;
const ICON = { size: '1rem', 'aria-hidden': true } as const;

/** What the tree's owner does about a folder. */
export interface FolderActions {
  readonly onSearch: (query: string) => void;
  readonly onReview: (query: string) => void;
  readonly onLocate: (node: FolderNode) => void;
  readonly onForget: (node: FolderNode) => void;
}

/** What can be looked at in a folder, and, of a root, what can be done with it. */
export function FolderMenu({ node, actions }: { readonly node: FolderNode; readonly actions: FolderActions }) {
  const command = useCommand();
  const { folder, root, query, isRoot } = node;
  const added = newIn(folder);
  // Has the keyboard when the menu opens: one that can be chosen, or the keys would go to none.
  const first = added > 0 ? 'new' : folder.classified > 0 ? 'classified' : folder.failed > 0 ? 'failed' : 'rescan';
  return (
    // What is clicked in here was not clicked in the line of the tree.
    <Menu.Dropdown
      onClick={(event) => {
        event.stopPropagation();
      }}
      onKeyDown={(event) => {
        event.stopPropagation();
      }}
    >
      <Menu.Item
        disabled={added === 0}
        data-autofocus={first === 'new' || undefined}
        leftSection={<IconPointFilled {...ICON} />}
        onClick={() => {
          actions.onSearch(`${query} is:unclassified`);
        }}
      >
        {texts.showNew(added)}
      </Menu.Item>
      <Menu.Item
        disabled={folder.classified === 0}
        data-autofocus={first === 'classified' || undefined}
        leftSection={<IconCircleCheck {...ICON} />}
        onClick={() => {
          actions.onSearch(`${query} NOT is:unclassified NOT is:failed`);
        }}
      >
        {texts.showClassified(folder.classified)}
      </Menu.Item>
      <Menu.Item
        disabled={folder.failed === 0}
        data-autofocus={first === 'failed' || undefined}
        leftSection={<IconAlertTriangle {...ICON} />}
        onClick={() => {
          actions.onSearch(`${query} is:failed`);
        }}
      >
        {texts.showFailed(folder.failed)}
      </Menu.Item>
      <Menu.Item
        disabled={folder.classified === 0}
        leftSection={<IconEyeCheck {...ICON} />}
        onClick={() => {
          actions.onReview(query);
        }}
      >
        {windowTexts.review.oneByOne}
      </Menu.Item>
      {isRoot ? (
        <>
          <Menu.Divider />
          <Menu.Item
            data-autofocus={first === 'rescan' || undefined}
            leftSection={<IconRefresh {...ICON} />}
            onClick={() => void command('rescanRoot', { root: root.root })}
          >
            {texts.rescan}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconFolderSearch {...ICON} />}
            onClick={() => {
              actions.onLocate(node);
            }}
          >
            {texts.locate}
          </Menu.Item>
          <Menu.Item
            c="var(--window-fault)"
            leftSection={<IconTrash {...ICON} />}
            onClick={() => {
              actions.onForget(node);
            }}
          >
            {texts.forget}
          </Menu.Item>
        </>
      ) : null}
    </Menu.Dropdown>
  );
}

import { Menu } from '@mantine/core';
import {
  IconAlertTriangle,
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
        leftSection={<IconPointFilled {...ICON} />}
        onClick={() => {
          actions.onSearch(`${query} is:unclassified`);
        }}
      >
        {texts.showNew(added)}
      </Menu.Item>
      <Menu.Item
        disabled={folder.failed === 0}
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
            color="red"
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

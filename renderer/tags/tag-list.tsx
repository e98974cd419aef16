import { Menu, Text } from '@mantine/core';
import { IconPencil, IconTag, IconTrash } from '@tabler/icons-react';
import { memo, useMemo, useState } from 'react';
import { foldName } from '../../shared/fold-name.ts';
import { formatNumber } from '../../shared/texts/quantities.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import { FilterField } from '../filter-field.tsx';
import { SidebarEntry } from '../library/sidebar-entry.tsx';
import sidebar from '../library/sidebar.module.css';
import { lineKeys } from '../lines/line-keys.ts';
import { LineMenu } from '../lines/line-menu.tsx';
import { useLinesInSight } from '../lines/use-lines-in-sight.ts';
import { queryOfTag } from '../state/query-text.ts';
import { DeleteTagDialog } from './delete-tag-dialog.tsx';
import { RenameTagDialog } from './rename-tag-dialog.tsx';
import type { Tag } from './tag.ts';
import styles from './tag-list.module.css';

const texts = windowTexts.tagList;
/** In rem. */
const LINE = 1.75;
/** From so many tags on they can be filtered: more than a window shows at once. */
const MANY = 30;

interface EditedTag {
  readonly tag: Tag;
  readonly edit: 'rename' | 'delete';
}

/** The tags of the library, each a filter, with what can be done about them. */
export const TagList = memo(function TagList({
  scroller,
  tags,
  query,
  onSearch,
  onReplaced,
}: {
  /** What scrolls: it is one part of that. */
  readonly scroller: HTMLElement | null;
  /** Null while they are not known. */
  readonly tags: readonly Tag[] | null;
  /** The search that is shown; null: something else is. */
  readonly query: string | null;
  readonly onSearch: (query: string) => void;
  /** A query finds nothing any more, and another takes its place. */
  readonly onReplaced: (query: string, by: string) => void;
}) {
  const [edited, setEdited] = useState<EditedTag | null>(null);
  const [filter, setFilter] = useState('');
  const sought = foldName(filter.trim());
  const shown = useMemo(
    () => (sought === '' ? tags : (tags?.filter(({ name }) => foldName(name).includes(sought)) ?? null)),
    [tags, sought],
  );
  const onClose = () => {
    setEdited(null);
  };
  return (
    <>
      <Text component="h2" className={sidebar['heading']}>
        {texts.title}
      </Text>
      {tags?.length === 0 && filter === '' ? <Text className={sidebar['none']}>{texts.none}</Text> : null}
      {(tags?.length ?? 0) < MANY && filter === '' ? null : (
        <FilterField label={texts.filter} mb={4} value={filter} onChange={setFilter} />
      )}
      <div role="status">
        {shown?.length === 0 && filter !== '' ? (
          <Text className={sidebar['none']}>{texts.noneCalled(filter.trim())}</Text>
        ) : null}
      </div>
      {shown === null || shown.length === 0 ? null : (
        // Of what is filtered anew, the keyboard comes to the first.
        <TagLines key={sought} scroller={scroller} tags={shown} query={query} onSearch={onSearch} onEdit={setEdited} />
      )}
      {edited?.edit === 'rename' ? (
        <RenameTagDialog
          tag={edited.tag}
          tags={tags ?? []}
          onClose={onClose}
          onRenamed={(name) => {
            // What is shown by its old name is shown by its new one.
            onReplaced(queryOfTag(edited.tag.name), queryOfTag(name));
          }}
        />
      ) : null}
      {edited?.edit === 'delete' ? (
        <DeleteTagDialog
          tag={edited.tag}
          onClose={onClose}
          onDeleted={() => {
            // What was shown by it is not there any more.
            onReplaced(queryOfTag(edited.tag.name), '');
          }}
        />
      ) : null}
    </>
  );
});

/** The lines themselves: for the tabulator one, in which keys go from tag to tag, and to what can be done with one. */
const TagLines = memo(function TagLines({
  scroller,
  tags,
  query,
  onSearch,
  onEdit,
}: {
  readonly scroller: HTMLElement | null;
  readonly tags: readonly Tag[];
  readonly query: string | null;
  readonly onSearch: (query: string) => void;
  readonly onEdit: (edited: EditedTag) => void;
}) {
  const lines = useMemo(() => tags.map(({ name }) => ({ value: name, height: LINE })), [tags]);
  const [menuOf, setMenuOf] = useState<string | null>(null);
  const { onList, inSight, active, indexAt, walkTo, onFocus } = useLinesInSight(scroller, lines, menuOf);
  const onMenuAt = (index: number) => {
    setMenuOf(tags[index]?.name ?? null);
  };
  return (
    <ul
      ref={onList}
      aria-label={texts.title}
      className={styles['tags']}
      onFocus={onFocus}
      {...lineKeys({ indexAt, walkTo }, tags.length, onMenuAt)}
    >
      {inSight.map(({ index, value, style }) => {
        const tag = tags[index];
        return tag === undefined ? null : (
          <li
            key={value}
            aria-posinset={index + 1}
            aria-setsize={tags.length}
            data-value={value}
            className={styles['tag']}
            style={style}
          >
            <TagRow
              tag={tag}
              isHere={query === queryOfTag(tag.name)}
              isTabStop={index === active}
              isMenuOpen={menuOf === value}
              onMenu={setMenuOf}
              onSearch={onSearch}
              onEdit={onEdit}
            />
          </li>
        );
      })}
    </ul>
  );
});

const TagRow = memo(function TagRow({
  tag,
  isHere,
  isTabStop,
  isMenuOpen,
  onMenu,
  onSearch,
  onEdit,
}: {
  readonly tag: Tag;
  readonly isHere: boolean;
  readonly isTabStop: boolean;
  readonly isMenuOpen: boolean;
  /** The name of the tag whose menu is to be open. */
  readonly onMenu: (name: string | null) => void;
  readonly onSearch: (query: string) => void;
  readonly onEdit: (edited: EditedTag) => void;
}) {
  return (
    <>
      <SidebarEntry
        icon={<IconTag size="1.1rem" stroke={1.6} aria-hidden />}
        label={tag.name}
        count={formatNumber(tag.pictures)}
        isHere={isHere}
        isTabStop={isTabStop}
        onClick={() => {
          onSearch(queryOfTag(tag.name));
        }}
      />
      <LineMenu
        label={texts.menu(tag.name)}
        isOpen={isMenuOpen}
        onChange={(isOpen) => {
          onMenu(isOpen ? tag.name : null);
        }}
        className={styles['menu']}
      >
        <TagMenu
          onEdit={(edit) => {
            onEdit({ tag, edit });
          }}
        />
      </LineMenu>
    </>
  );
});

function TagMenu({ onEdit }: { readonly onEdit: (edit: EditedTag['edit']) => void }) {
  return (
    <Menu.Dropdown>
      <Menu.Item
        leftSection={<IconPencil size="1rem" aria-hidden />}
        onClick={() => {
          onEdit('rename');
        }}
      >
        {texts.rename}
      </Menu.Item>
      <Menu.Item
        c="var(--window-fault)"
        leftSection={<IconTrash size="1rem" aria-hidden />}
        onClick={() => {
          onEdit('delete');
        }}
      >
        {texts.delete}
      </Menu.Item>
    </Menu.Dropdown>
  );
}

import { NavLink, Text } from '@mantine/core';
import {
  IconAlertTriangle,
  IconHelp,
  IconHierarchy2,
  IconPhoto,
  IconPhotoQuestion,
  IconTag,
  IconTagOff,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { formatNumber } from '../../shared/texts/quantities.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import type { Place } from '../place.ts';
import { queryOfTag } from '../state/query-text.ts';
import { useRevision } from '../state/revision.tsx';
import { useAnswer } from '../state/use-answer.ts';
import { FolderList } from './folder-list.tsx';
import styles from './sidebar.module.css';

const texts = windowTexts.sidebar;
const ICON = { size: '1.1rem', stroke: 1.6, 'aria-hidden': true } as const;

/** Where one can go in the library: everything, what lacks something, folders, tags. */
export function Sidebar({
  place,
  pictures,
  onGo,
}: {
  readonly place: Place;
  /** In the whole library. */
  readonly pictures: number;
  readonly onGo: (place: Place) => void;
}) {
  const revision = useRevision();
  const tags = useAnswer('tags', {}, revision).value ?? [];
  const roots = useAnswer('roots', {}, revision).value ?? [];
  const failed = roots.reduce((sum, root) => sum + root.failed, 0);
  const query = place.screen === 'library' ? place.query : null;
  const search = (text: string) => () => {
    onGo({ screen: 'library', query: text });
  };

  return (
    <nav aria-label={texts.label} className={styles['sidebar']}>
      <Entry
        icon={<IconPhoto {...ICON} />}
        label={texts.all}
        count={pictures}
        isHere={query === ''}
        onClick={search('')}
      />
      <Entry
        icon={<IconPhotoQuestion {...ICON} />}
        label={texts.uncertain}
        isHere={query === 'is:uncertain'}
        onClick={search('is:uncertain')}
      />
      <Entry
        icon={<IconTagOff {...ICON} />}
        label={texts.untagged}
        isHere={query === 'is:untagged'}
        onClick={search('is:untagged')}
      />
      <Entry
        icon={<IconHelp {...ICON} />}
        label={texts.unclassified}
        isHere={query === 'is:unclassified'}
        onClick={search('is:unclassified')}
      />
      <Entry
        icon={<IconAlertTriangle {...ICON} />}
        label={texts.failures}
        count={failed}
        isHere={place.screen === 'failures'}
        onClick={() => {
          onGo({ screen: 'failures' });
        }}
      />
      <Entry
        icon={<IconHierarchy2 {...ICON} />}
        label={texts.classes}
        isHere={place.screen === 'classes'}
        onClick={() => {
          onGo({ screen: 'classes' });
        }}
      />
      <FolderList
        roots={roots}
        query={query}
        onSearch={(text) => {
          onGo({ screen: 'library', query: text });
        }}
      />
      <Text component="h2" className={styles['heading']}>
        {texts.tags}
      </Text>
      {tags.length === 0 ? <Text className={styles['none']}>{texts.noTags}</Text> : null}
      {tags.map(({ name, pictures: count }) => (
        <Entry
          key={name}
          icon={<IconTag {...ICON} />}
          label={name}
          count={count}
          isHere={query === queryOfTag(name)}
          onClick={search(queryOfTag(name))}
        />
      ))}
    </nav>
  );
}

function Entry({
  icon,
  label,
  count,
  isHere,
  onClick,
}: {
  readonly icon: ReactNode;
  readonly label: string;
  readonly count?: number;
  readonly isHere: boolean;
  readonly onClick: () => void;
}) {
  return (
    <NavLink
      component="button"
      type="button"
      active={isHere}
      aria-current={isHere ? 'page' : undefined}
      label={label}
      noWrap
      leftSection={icon}
      rightSection={count === undefined ? null : <span className={styles['count']}>{formatNumber(count)}</span>}
      className={styles['entry']}
      onClick={onClick}
    />
  );
}

import {
  IconAlertTriangle,
  IconCloudOff,
  IconEyeQuestion,
  IconHelp,
  IconBrain,
  IconHierarchy2,
  IconHistory,
  IconSettings,
  IconPhoto,
  IconPhotoQuestion,
  IconTagOff,
  IconThumbDown,
} from '@tabler/icons-react';
import { formatNumber } from '../../shared/texts/quantities.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import type { Place } from '../place.ts';
import { FolderTree } from '../folders/folder-tree.tsx';
import { useRevision } from '../state/revision.tsx';
import { useAnswer } from '../state/use-answer.ts';
import { TagList } from '../tags/tag-list.tsx';
import { SidebarEntry } from './sidebar-entry.tsx';
import styles from './sidebar.module.css';

const texts = windowTexts.sidebar;
const ICON = { size: '1.1rem', stroke: 1.6, 'aria-hidden': true } as const;

/** What lacks something. */
const FILTERS = [
  { Icon: IconPhotoQuestion, label: texts.uncertain, filter: 'is:uncertain' },
  { Icon: IconEyeQuestion, label: texts.unreviewed, filter: 'is:unreviewed' },
  { Icon: IconTagOff, label: texts.untagged, filter: 'is:untagged' },
  { Icon: IconHelp, label: texts.unclassified, filter: 'is:unclassified' },
  { Icon: IconThumbDown, label: texts.rejected, filter: 'is:rejected' },
  { Icon: IconCloudOff, label: texts.notThere, filter: 'is:offline' },
  { Icon: IconHistory, label: texts.outdated, filter: 'is:outdated' },
] as const;

/** Where one can go in the library: everything, what lacks something, folders, tags. */
export function Sidebar({ place, onGo }: { readonly place: Place; readonly onGo: (place: Place) => void }) {
  const revision = useRevision();
  const tags = useAnswer('tags', {}, revision).value ?? [];
  const roots = useAnswer('roots', {}, revision).value ?? [];
  const pictures = roots.reduce((sum, root) => sum + root.pictures, 0);
  const offline = roots.reduce((sum, root) => sum + (root.state === 'offline' ? root.pictures : 0), 0);
  const failed = roots.reduce((sum, root) => sum + root.failed, 0);
  const query = place.screen === 'library' ? place.query : null;
  const search = (text: string) => () => {
    onGo({ screen: 'library', query: text });
  };

  return (
    <nav aria-label={texts.label} className={styles['sidebar']}>
      <SidebarEntry
        icon={<IconPhoto {...ICON} />}
        label={texts.all}
        count={formatNumber(pictures)}
        isHere={query === ''}
        onClick={search('')}
      />
      {FILTERS.map(({ Icon, label, filter }) => (
        <SidebarEntry
          key={filter}
          icon={<Icon {...ICON} />}
          label={label}
          {...(filter === 'is:offline' ? { count: formatNumber(offline) } : {})}
          isHere={query === filter}
          onClick={search(filter)}
        />
      ))}
      <SidebarEntry
        icon={<IconAlertTriangle {...ICON} />}
        label={texts.failures}
        count={formatNumber(failed)}
        isHere={place.screen === 'failures'}
        onClick={() => {
          onGo({ screen: 'failures' });
        }}
      />
      <SidebarEntry
        icon={<IconHierarchy2 {...ICON} />}
        label={texts.classes}
        isHere={place.screen === 'classes'}
        onClick={() => {
          onGo({ screen: 'classes' });
        }}
      />
      <SidebarEntry
        icon={<IconBrain {...ICON} />}
        label={texts.models}
        isHere={place.screen === 'models'}
        onClick={() => {
          onGo({ screen: 'models' });
        }}
      />
      <SidebarEntry
        icon={<IconSettings {...ICON} />}
        label={texts.settings}
        isHere={place.screen === 'settings'}
        onClick={() => {
          onGo({ screen: 'settings' });
        }}
      />
      <FolderTree
        roots={roots}
        query={query}
        onSearch={(text) => {
          onGo({ screen: 'library', query: text });
        }}
      />
      <TagList
        tags={tags}
        query={query}
        onSearch={(text) => {
          onGo({ screen: 'library', query: text });
        }}
      />
    </nav>
  );
}

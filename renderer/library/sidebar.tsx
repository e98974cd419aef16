import {
  IconAlertTriangle,
  IconCloudOff,
  IconEyeQuestion,
  IconHelp,
  IconBrain,
  IconCpu,
  IconHierarchy2,
  IconHistory,
  IconSettings,
  IconPhoto,
  IconPhotoQuestion,
  IconTagOff,
  IconThumbDown,
} from '@tabler/icons-react';
import { memo, type Ref, useCallback } from 'react';
import type { CommandOutputs } from '../../shared/contract/answers.ts';
import { formatNumber } from '../../shared/texts/quantities.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import type { Place } from '../place.ts';
import { AnswerStatus } from '../answer-status.tsx';
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
  { Icon: IconPhotoQuestion, label: texts.uncertain, state: 'uncertain' },
  { Icon: IconEyeQuestion, label: texts.unreviewed, state: 'unreviewed' },
  { Icon: IconTagOff, label: texts.untagged, state: 'untagged' },
  { Icon: IconHelp, label: texts.unclassified, state: 'unclassified' },
  { Icon: IconThumbDown, label: texts.rejected, state: 'rejected' },
  { Icon: IconCloudOff, label: texts.notThere, state: 'offline' },
  { Icon: IconHistory, label: texts.outdated, state: 'outdated' },
] as const;

const NO_TAGS: CommandOutputs['tags'] = [];
const NO_ROOTS: CommandOutputs['roots'] = [];

/** Where one can go in the library: everything, what lacks something, folders, tags. */
export const Sidebar = memo(function Sidebar({
  ref,
  place,
  onGo,
  onReview,
}: {
  readonly ref: Ref<HTMLElement>;
  readonly place: Place;
  readonly onGo: (place: Place) => void;
  /** One by one, what a query finds. */
  readonly onReview: (query: string) => void;
}) {
  const revision = useRevision();
  const tags = useAnswer('tags', {}, revision).value ?? NO_TAGS;
  const roots = useAnswer('roots', {}, revision).value ?? NO_ROOTS;
  const pictures = roots.reduce((sum, root) => sum + root.pictures, 0);
  const states = useAnswer('stateCounts', {}, revision);
  const offline = roots.reduce((sum, root) => sum + (root.state === 'offline' ? root.pictures : 0), 0);
  const counts: Readonly<Partial<Record<(typeof FILTERS)[number]['state'], number>>> = { ...states.value, offline };
  const failed = roots.reduce((sum, root) => sum + root.failed, 0);
  const query = place.screen === 'library' ? place.query : null;
  const searchFor = useCallback(
    (text: string) => {
      onGo({ screen: 'library', query: text });
    },
    [onGo],
  );
  const search = (text: string) => () => {
    searchFor(text);
  };

  return (
    <nav ref={ref} aria-label={texts.label} className={styles['sidebar']}>
      <SidebarEntry
        icon={<IconPhoto {...ICON} />}
        label={texts.all}
        count={formatNumber(pictures)}
        isHere={query === ''}
        onClick={search('')}
      />
      {FILTERS.map(({ Icon, label, state }) => (
        <SidebarEntry
          key={state}
          icon={<Icon {...ICON} />}
          label={label}
          {...(counts[state] === undefined ? {} : { count: formatNumber(counts[state]) })}
          isHere={query === `is:${state}`}
          onClick={search(`is:${state}`)}
        />
      ))}
      {states.reply?.ok === false ? <AnswerStatus answer={states} /> : null}
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
        isHere={['models', 'available-models', 'compare'].includes(place.screen)}
        onClick={() => {
          onGo({ screen: 'models' });
        }}
      />
      <SidebarEntry
        icon={<IconCpu {...ICON} />}
        label={texts.engines}
        isHere={place.screen === 'engines'}
        onClick={() => {
          onGo({ screen: 'engines' });
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
      <FolderTree roots={roots} query={query} onReview={onReview} onSearch={searchFor} />
      <TagList tags={tags} query={query} onSearch={searchFor} />
    </nav>
  );
});

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
import type { OpenFolders } from '../folders/folder-nodes.ts';
import { FolderTree } from '../folders/folder-tree.tsx';
import { useRevision } from '../state/revision.tsx';
import { useAnswer } from '../state/use-answer.ts';
import { TagList } from '../tags/tag-list.tsx';
import { SidebarEntry } from './sidebar-entry.tsx';
import styles from './sidebar.module.css';

const texts = windowTexts.sidebar;
const ICON = { size: '1.1rem', stroke: 1.6, 'aria-hidden': true } as const;

const ALL: Place = { screen: 'library', query: '' };
const FAILURES: Place = { screen: 'failures' };

/** What lacks something. */
const FILTERS = [
  filter(IconPhotoQuestion, texts.uncertain, 'uncertain'),
  filter(IconEyeQuestion, texts.unreviewed, 'unreviewed'),
  filter(IconTagOff, texts.untagged, 'untagged'),
  filter(IconHelp, texts.unclassified, 'unclassified'),
  filter(IconThumbDown, texts.rejected, 'rejected'),
  filter(IconCloudOff, texts.notThere, 'offline'),
  filter(IconHistory, texts.outdated, 'outdated'),
];

function filter<State extends string>(Icon: typeof IconPhoto, label: string, state: State) {
  return { Icon, label, state, to: { screen: 'library', query: `is:${state}` } as const };
}

/** What there is beside pictures. `also`: screens that one comes to from there. */
const SCREENS: readonly {
  readonly Icon: typeof IconPhoto;
  readonly label: string;
  readonly to: Place;
  readonly also: readonly Place['screen'][];
}[] = [
  { Icon: IconHierarchy2, label: texts.classes, to: { screen: 'classes' }, also: [] },
  { Icon: IconBrain, label: texts.models, to: { screen: 'models' }, also: ['available-models', 'compare'] },
  { Icon: IconCpu, label: texts.engines, to: { screen: 'engines' }, also: [] },
  { Icon: IconSettings, label: texts.settings, to: { screen: 'settings' }, also: [] },
];

const NO_TAGS: CommandOutputs['tags'] = [];
const NO_ROOTS: CommandOutputs['roots'] = [];

/** Where one can go in the library: everything, what lacks something, folders, tags. */
export const Sidebar = memo(function Sidebar({
  ref,
  place,
  openFolders,
  onOpenFolders,
  onGo,
  onReview,
}: {
  readonly ref: Ref<HTMLElement>;
  readonly place: Place;
  /** They stay open while the sidebar is not shown. */
  readonly openFolders: OpenFolders;
  readonly onOpenFolders: (next: (before: OpenFolders) => OpenFolders) => void;
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

  return (
    <nav ref={ref} aria-label={texts.label} className={styles['sidebar']}>
      <PlaceEntry
        Icon={IconPhoto}
        label={texts.all}
        count={formatNumber(pictures)}
        isHere={query === ''}
        to={ALL}
        onGo={onGo}
      />
      {FILTERS.map(({ Icon, label, state, to }) => (
        <PlaceEntry
          key={state}
          Icon={Icon}
          label={label}
          {...(counts[state] === undefined ? {} : { count: formatNumber(counts[state]) })}
          isHere={query === to.query}
          to={to}
          onGo={onGo}
        />
      ))}
      {states.reply?.ok === false ? <AnswerStatus answer={states} /> : null}
      <PlaceEntry
        Icon={IconAlertTriangle}
        label={texts.failures}
        count={formatNumber(failed)}
        isHere={place.screen === 'failures'}
        to={FAILURES}
        onGo={onGo}
      />
      {SCREENS.map(({ Icon, label, to, also }) => (
        <PlaceEntry
          key={to.screen}
          Icon={Icon}
          label={label}
          isHere={place.screen === to.screen || also.includes(place.screen)}
          to={to}
          onGo={onGo}
        />
      ))}
      <FolderTree
        roots={roots}
        open={openFolders}
        onOpen={onOpenFolders}
        query={query}
        onReview={onReview}
        onSearch={searchFor}
      />
      <TagList tags={tags} query={query} onSearch={searchFor} />
    </nav>
  );
});

/** Drawn anew only where something of its own has changed: most of a search's time is drawing. */
const PlaceEntry = memo(function PlaceEntry({
  Icon,
  label,
  count,
  isHere,
  to,
  onGo,
}: {
  readonly Icon: typeof IconPhoto;
  readonly label: string;
  readonly count?: string;
  readonly isHere: boolean;
  readonly to: Place;
  readonly onGo: (place: Place) => void;
}) {
  return (
    <SidebarEntry
      icon={<Icon {...ICON} />}
      label={label}
      {...(count === undefined ? {} : { count })}
      isHere={isHere}
      onClick={() => {
        onGo(to);
      }}
    />
  );
});

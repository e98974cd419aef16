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
import { useMergedRef } from '@mantine/hooks';
import { memo, type Ref, useCallback, useState } from 'react';
import type { RootView } from '../../shared/contract/views.ts';
import { formatNumber } from '../../shared/texts/quantities.ts';
import { windowTexts } from '../../shared/texts/window.ts';
import type { Place } from '../place.ts';
import { AnswerProblem } from '../answer-status.tsx';
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

const NO_ROOTS: readonly RootView[] = [];

/** Where one can go in the library: everything, what lacks something, folders, tags. */
export const Sidebar = memo(function Sidebar({
  ref,
  place,
  openFolders,
  onOpenFolders,
  onGo,
  onReplaced,
  onReview,
}: {
  readonly ref: Ref<HTMLElement>;
  readonly place: Place;
  /** They stay open while the sidebar is not shown. */
  readonly openFolders: OpenFolders;
  readonly onOpenFolders: (open: OpenFolders) => void;
  readonly onGo: (place: Place) => void;
  /** A query finds nothing any more, and another takes its place. */
  readonly onReplaced: (query: string, by: string) => void;
  /** One by one, what a query finds. */
  readonly onReview: (query: string) => void;
}) {
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const onElement = useMergedRef(ref, setScroller);
  const revision = useRevision();
  const tags = useAnswer('tags', {}, revision);
  const roots = useAnswer('roots', {}, revision);
  const states = useAnswer('stateCounts', {}, revision);
  /** Null while the roots are not known: that there is nothing is said only where it is so. */
  const sumOf = (countOf: (root: RootView) => number) =>
    roots.value?.reduce((sum, root) => sum + countOf(root), 0) ?? null;
  const counts: Readonly<Partial<Record<(typeof FILTERS)[number]['state'], number | null>>> = {
    ...states.value,
    offline: sumOf((root) => (root.state === 'offline' ? root.pictures : 0)),
  };
  const query = place.screen === 'library' ? place.query : null;
  const searchFor = useCallback(
    (text: string) => {
      onGo({ screen: 'library', query: text });
    },
    [onGo],
  );

  return (
    <nav ref={onElement} aria-label={texts.label} className={styles['sidebar']}>
      {/* The long lists are told where they lie by what changes its height: these parts, which are always the same. */}
      <div>
        <PlaceEntry
          Icon={IconPhoto}
          label={texts.all}
          count={sumOf((root) => root.pictures)}
          isHere={query === ''}
          to={ALL}
          onGo={onGo}
        />
        {FILTERS.map(({ Icon, label, state, to }) => (
          <PlaceEntry
            key={state}
            Icon={Icon}
            label={label}
            count={counts[state] ?? null}
            isHere={query === to.query}
            to={to}
            onGo={onGo}
          />
        ))}
        <AnswerProblem answer={states} />
        <PlaceEntry
          Icon={IconAlertTriangle}
          label={texts.failures}
          count={sumOf((root) => root.failed)}
          isHere={place.screen === 'failures'}
          to={FAILURES}
          onGo={onGo}
        />
        {SCREENS.map(({ Icon, label, to, also }) => (
          <PlaceEntry
            key={to.screen}
            Icon={Icon}
            label={label}
            count={null}
            isHere={place.screen === to.screen || also.includes(place.screen)}
            to={to}
            onGo={onGo}
          />
        ))}
      </div>
      <div>
        <FolderTree
          scroller={scroller}
          roots={roots.value ?? NO_ROOTS}
          open={openFolders}
          onOpen={onOpenFolders}
          query={query}
          onReview={onReview}
          onSearch={searchFor}
          onReplaced={onReplaced}
        />
        <AnswerProblem answer={roots} />
      </div>
      <div>
        <TagList scroller={scroller} tags={tags.value} query={query} onSearch={searchFor} onReplaced={onReplaced} />
        <AnswerProblem answer={tags} />
      </div>
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
  /** Null where it is not known, or there is nothing to count. */
  readonly count: number | null;
  readonly isHere: boolean;
  readonly to: Place;
  readonly onGo: (place: Place) => void;
}) {
  return (
    <SidebarEntry
      icon={<Icon {...ICON} />}
      label={label}
      {...(count === null ? {} : { count: formatNumber(count) })}
      isHere={isHere}
      onClick={() => {
        onGo(to);
      }}
    />
  );
});

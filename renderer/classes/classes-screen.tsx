import { filterTreeData, getTreeExpandedState, Group, Switch, Text, useTree } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { windowTexts } from '../../shared/texts/window.ts';
import { FilterField } from '../filter-field.tsx';
import { useAnswer } from '../state/use-answer.ts';
import { useRevision } from '../state/revision.tsx';
import { type ClassNode, classNodes, onlyFound, openAtFirst } from './class-nodes.ts';
import { TreeLines } from '../lines/tree-lines.tsx';
import { type TreeRow, treeRows } from '../lines/tree-rows.ts';
import { AnswerProblem, AnswerStatus } from '../answer-status.tsx';
import { ScreenHead } from '../screen-head.tsx';
import screen from '../screen.module.css';
import styles from './classes-screen.module.css';

const texts = windowTexts.classes;
/** In rem. */
const rowHeight = () => 1.75;

/** Everything that the model can see, as WordNet groups it; each is a search. */
export function ClassesScreen({
  classes,
  onSearch,
}: {
  /** How many the model has. */
  readonly classes: number;
  readonly onSearch: (name: string) => void;
}) {
  const answer = useAnswer('classTree', {}, 0);
  const { value } = answer;
  const [filter, setFilter] = useState('');
  const revision = useRevision();
  const counted = useAnswer('classCounts', {}, revision);
  const counts = counted.value;
  const [isOnlyFound, onlyFoundSwitch] = useDisclosure(false);
  const nodes = useMemo(() => {
    const pictures = new Map((counts ?? []).map(({ name, pictures: found }) => [name, found]));
    const all = classNodes(value ?? [], pictures);
    return isOnlyFound ? onlyFound(all) : all;
  }, [value, counts, isOnlyFound]);
  return (
    <main className={screen['screen']}>
      <ScreenHead title={texts.title} explained={texts.explained(classes)}>
        <FilterField label={texts.filter} mt="xs" maw="24rem" value={filter} onChange={setFilter} />
        <Switch mt="xs" size="xs" label={texts.onlyFound} checked={isOnlyFound} onChange={onlyFoundSwitch.toggle} />
      </ScreenHead>
      <AnswerStatus answer={answer} isWide />
      <AnswerProblem answer={counted} isWide />
      {value === null ? null : <ClassTree nodes={nodes} filter={filter.trim()} onSearch={onSearch} />}
    </main>
  );
}

function ClassTree({
  nodes,
  filter,
  onSearch,
}: {
  readonly nodes: readonly ClassNode[];
  readonly filter: string;
  readonly onSearch: (name: string) => void;
}) {
  const tree = useTree({ initialExpandedState: openAtFirst(nodes) });
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const rows = useMemo(() => {
    if (filter === '') return treeRows(nodes, tree.expandedState);
    const found = filterTreeData([...nodes], filter) as ClassNode[];
    return treeRows(found, getTreeExpandedState(found, '*'));
  }, [nodes, filter, tree.expandedState]);
  if (rows.length === 0) return <Text p="md">{texts.none(filter)}</Text>;
  return (
    <div ref={setScroller} className={styles['scroller']}>
      <TreeLines
        label={texts.tree}
        scroller={scroller}
        rows={rows}
        tree={tree}
        canFold={filter === ''}
        heightOf={rowHeight}
        onChoose={({ name }) => {
          onSearch(name);
        }}
        renderLine={(row) => (
          <ClassRow row={row} onToggle={filter === '' ? tree.toggleExpanded : null} onSearch={onSearch} />
        )}
      />
    </div>
  );
}

function ClassRow({
  row,
  onToggle,
  onSearch,
}: {
  readonly row: TreeRow<ClassNode>;
  /** Null: it stays open. */
  readonly onToggle: ((value: string) => void) | null;
  readonly onSearch: (name: string) => void;
}) {
  const { node, expanded, hasChildren, level } = row;
  const { name, classes, pictures } = node;
  const Chevron = expanded ? IconChevronDown : IconChevronRight;
  return (
    <Group
      gap={4}
      wrap="nowrap"
      h="100%"
      pl={`${0.75 + (level - 1) * 1.25}rem`}
      onClick={() => {
        if (hasChildren) onToggle?.(node.value);
      }}
    >
      <span className={styles['chevron']}>{hasChildren ? <Chevron size="1rem" aria-hidden /> : null}</span>
      <button
        type="button"
        tabIndex={-1}
        className={styles['name']}
        data-empty={pictures === 0 || undefined}
        title={texts.search(name)}
        onClick={(event) => {
          event.stopPropagation();
          onSearch(name);
        }}
      >
        {name}
      </button>
      {pictures === 0 ? null : <Text size="xs">{texts.found(pictures)}</Text>}
      {hasChildren ? (
        <Text size="xs" c="var(--window-dimmed)">
          {texts.below(classes)}
        </Text>
      ) : null}
    </Group>
  );
}

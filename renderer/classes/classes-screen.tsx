import {
  type FlattenedTreeNodeData,
  FlatTreeNode,
  filterTreeData,
  flattenTreeData,
  getTreeExpandedState,
  Group,
  type RenderTreeNodePayload,
  Switch,
  Text,
  TextInput,
  useTree,
} from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import { IconChevronDown, IconChevronRight, IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { windowTexts } from '../../shared/texts/window.ts';
import { useAnswer } from '../state/use-answer.ts';
import { useRevision } from '../state/revision.tsx';
import { type ClassNode, classNodes, onlyFound, openAtFirst } from './class-nodes.ts';
import { useRootFontSize } from '../root-font-size.ts';
import { AnswerProblem, AnswerStatus } from '../answer-status.tsx';
import { ScreenHead } from '../screen-head.tsx';
import screen from '../screen.module.css';
import styles from './classes-screen.module.css';

const texts = windowTexts.classes;
const ROW_REM = 1.75;

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
        <TextInput
          mt="xs"
          type="search"
          maw="24rem"
          aria-label={texts.filter}
          placeholder={texts.filter}
          leftSection={<IconSearch size="1rem" aria-hidden />}
          value={filter}
          onChange={(event) => {
            setFilter(event.currentTarget.value);
          }}
        />
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
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useMemo<readonly FlattenedTreeNodeData[]>(() => {
    if (filter === '') return flattenTreeData([...nodes], tree.expandedState);
    const found = filterTreeData([...nodes], filter);
    return flattenTreeData(found, getTreeExpandedState(found, '*'));
  }, [nodes, filter, tree.expandedState]);
  const rowHeight = ROW_REM * useRootFontSize();
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 10,
    getItemKey: (index) => rows[index]?.node.value ?? index,
  });
  const visible = virtualizer.getVirtualItems();
  // The tree's own keys walk and expand; Enter on a line searches for it.
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.target instanceof HTMLElement)) return;
    const { value } = event.target.dataset;
    const node = rows.find((row) => row.node.value === value)?.node;
    if (node !== undefined) onSearch((node as ClassNode).name);
  };
  if (rows.length === 0) return <Text p="md">{texts.none(filter)}</Text>;
  return (
    <div ref={scroller} className={styles['scroller']}>
      <div
        role="tree"
        aria-label={texts.tree}
        className={styles['tree']}
        style={{ height: virtualizer.getTotalSize() }}
        data-tree-root
        onKeyDown={onKeyDown}
      >
        {visible.map((row) => {
          const item = rows[row.index];
          return item === undefined ? null : (
            <FlatTreeNode
              key={row.key}
              {...item}
              tree={tree}
              tabIndex={row === visible[0] ? 0 : -1}
              style={{
                height: rowHeight,
                position: 'absolute',
                top: 0,
                left: 0,
                right: 0,
                transform: `translateY(${row.start}px)`,
              }}
              renderNode={(payload) => <ClassRow payload={payload} onSearch={onSearch} />}
            />
          );
        })}
      </div>
    </div>
  );
}

function ClassRow({
  payload,
  onSearch,
}: {
  readonly payload: RenderTreeNodePayload;
  readonly onSearch: (name: string) => void;
}) {
  const { node, expanded, hasChildren, elementProps, level } = payload;
  const { name, classes, pictures } = node as ClassNode;
  const Chevron = expanded ? IconChevronDown : IconChevronRight;
  return (
    <Group {...elementProps} gap={4} wrap="nowrap" h={`${ROW_REM}rem`} pl={`${0.75 + (level - 1) * 1.25}rem`}>
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

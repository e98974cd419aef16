import type { TreeNodeData, UseTreeReturnType } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, useMemo } from 'react';
import { lineKeys } from './line-keys.ts';
import styles from './tree-lines.module.css';
import type { TreeRow } from './tree-rows.ts';
import { useLinesInSight } from './use-lines-in-sight.ts';

/**
 * A tree of any length of which only what is seen is drawn. Arrows, Home and End walk through all of it, Space opens and
 * closes, Enter chooses. The library's own line of a flat tree walks among those that are drawn, and does not say how
 * deep it lies and where among its siblings.
 */
export function TreeLines<Node extends TreeNodeData>({
  label,
  scroller,
  rows,
  tree,
  canFold = true,
  heightOf,
  here = null,
  menuOf = null,
  onChoose,
  onMenu,
  renderLine,
}: {
  readonly label: string;
  /** What scrolls: the `offsetParent` of the tree, which is not all that is in it. */
  readonly scroller: HTMLElement | null;
  readonly rows: readonly TreeRow<Node>[];
  readonly tree: UseTreeReturnType;
  /** False: all of it stays open, as what was found does. */
  readonly canFold?: boolean;
  /** In rem; always the same function. */
  readonly heightOf: (node: Node) => number;
  /** `value` of the line that the person is at, and of the one whose menu is open. */
  readonly here?: string | null;
  readonly menuOf?: string | null;
  readonly onChoose: (node: Node) => void;
  /** Asks for a line's menu. */
  readonly onMenu?: (node: Node) => void;
  readonly renderLine: (row: TreeRow<Node>) => ReactNode;
}) {
  const lines = useMemo(
    () => rows.map(({ node }) => ({ value: node.value, height: heightOf(node) })),
    [rows, heightOf],
  );
  const { onList, inSight, active, indexAt, walkTo, onFocus } = useLinesInSight(scroller, lines, menuOf);

  const onKey = ({ key, target }: KeyboardEvent, index: number): boolean => {
    const row = rows[index];
    if (row === undefined) return false;
    const { node, hasChildren, parent } = row;
    const isOpen = row.expanded && hasChildren;
    const isFoldable = hasChildren && canFold;
    const isOnLine = target instanceof Element && target.getAttribute('role') === 'treeitem';
    if (key === 'ArrowRight') {
      if (!isOpen && isFoldable) tree.expand(node.value);
      // What is below it may not be loaded yet.
      else if (rows[index + 1]?.parent === node.value) walkTo(index + 1);
    } else if (key === 'ArrowLeft') {
      if (isOpen && canFold) tree.collapse(node.value);
      else walkTo(rows.findIndex((one) => one.node.value === parent));
    }
    // These mean something else on a button of the line.
    else if (key === 'Enter' && isOnLine) onChoose(node);
    else if (key === ' ' && isOnLine) {
      if (isFoldable) tree.toggleExpanded(node.value);
    } else return false;
    return true;
  };
  const onMenuAt = (index: number) => {
    const row = rows[index];
    if (row !== undefined) onMenu?.(row.node);
  };
  return (
    <div
      ref={onList}
      role="tree"
      aria-label={label}
      className={styles['tree']}
      onFocus={onFocus}
      {...lineKeys({ indexAt, walkTo }, rows.length, onMenu === undefined ? undefined : onMenuAt, onKey)}
    >
      {inSight.map(({ index, value, style }) => {
        const row = rows[index];
        return row === undefined ? null : (
          <div
            key={value}
            role="treeitem"
            aria-level={row.level}
            aria-posinset={row.place}
            aria-setsize={row.siblings}
            aria-expanded={row.hasChildren ? row.expanded : undefined}
            aria-selected={value === here}
            data-value={value}
            tabIndex={index === active ? 0 : -1}
            className={styles['line']}
            style={style}
          >
            {renderLine(row)}
          </div>
        );
      })}
    </div>
  );
}

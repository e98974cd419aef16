import { flattenTreeData, type TreeNodeData } from '@mantine/core';

/** A line of a tree that is drawn as one list. */
export interface TreeRow<Node> {
  readonly node: Node;
  /** 1: it lies in nothing. */
  readonly level: number;
  /** `value` of the node that it lies in. */
  readonly parent: string | null;
  /** There is something below it, loaded or not. */
  readonly hasChildren: boolean;
  readonly expanded: boolean;
  /** Its place among those that lie in the same node, from 1, and how many they are: most of them may not be drawn. */
  readonly place: number;
  readonly siblings: number;
}

/** The lines of a tree of which so much is open, by `value`. */
export function treeRows<Node extends TreeNodeData>(
  nodes: readonly Node[],
  expanded: Readonly<Record<string, boolean>>,
): readonly TreeRow<Node>[] {
  const flat = flattenTreeData([...nodes], expanded);
  const counts = new Map<string | null, number>();
  const placed = flat.map((row) => {
    const place = (counts.get(row.parent) ?? 0) + 1;
    counts.set(row.parent, place);
    return { row, place };
  });
  return placed.map(({ row: { node, level, parent, hasChildren, expanded: isOpen }, place }) => ({
    // Below a node are nodes of its own kind.
    ...{ node: node as Node, level, parent, hasChildren, expanded: isOpen },
    ...{ place, siblings: counts.get(parent) ?? 0 },
  }));
}

import { expect, it } from 'vitest';
import { treeRows } from '../../../renderer/lines/tree-rows.ts';

const leaf = (value: string) => ({ value, label: value });
const TREE = [
  { ...leaf('a'), children: [{ ...leaf('b'), children: [leaf('c')] }, leaf('d')] },
  { ...leaf('e'), hasChildren: true },
];

it('a line says how deep it lies, and where among how many, whatever lies between', () => {
  const told = treeRows(TREE, { a: true, b: true }).map(({ node, level, parent, hasChildren, place, siblings }) =>
    [node.value, level, parent, hasChildren, `${place}/${siblings}`].join(' '),
  );
  expect(told).toEqual(['a 1  true 1/2', 'b 2 a true 1/2', 'c 3 b false 1/1', 'd 2 a false 2/2', 'e 1  true 2/2']);
  expect(treeRows(TREE, { b: true }).map(({ node, expanded }) => [node.value, expanded])).toEqual([
    ['a', false],
    ['e', false],
  ]);
});

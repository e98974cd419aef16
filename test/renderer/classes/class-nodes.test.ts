import { describe, expect, it } from 'vitest';
import type { ClassView } from '../../../shared/contract/views.ts';
import { classNodes, onlyFound, openAtFirst } from '../../../renderer/classes/class-nodes.ts';

const leaf = (name: string, index: number): ClassView => ({ name, index, below: [] });
const tabby = leaf('tabby', 281);
const cats: ClassView = { name: 'cat', index: null, below: [tabby, leaf('Persian cat', 283)] };
const pets: ClassView = { name: 'pet', index: null, below: [tabby] };
const things: ClassView = {
  name: 'artifact',
  index: null,
  below: Array.from({ length: 12 }, (_, at) => leaf(`thing ${at}`, at)),
};

/** Pictures that names find. */
const PICTURES = new Map([['cat', 3]]);

describe('the class tree', () => {
  it('counts a class once that stands below two groups, and gives each place a value of its own', () => {
    const [root] = classNodes([{ name: 'entity', index: null, below: [cats, pets] }], PICTURES);
    expect(root?.classes).toBe(2);
    expect(root?.children.map((node) => [node.name, node.value, node.classes])).toEqual([
      ['cat', '0.0', 2],
      ['pet', '0.1', 1],
    ]);
  });

  it('can be only what is in the library', () => {
    const nodes = onlyFound(classNodes([{ name: 'entity', index: null, below: [cats, pets, things] }], PICTURES));
    expect(nodes.map(({ name, children }) => [name, children.map((child) => [child.name, child.pictures])])).toEqual([
      ['entity', [['cat', 3]]],
    ]);
  });

  it('opens at first the groups that most of it is in', () => {
    const nodes = classNodes([{ name: 'entity', index: null, below: [cats, pets, things] }], PICTURES);
    expect(openAtFirst(nodes)).toEqual({ '0': true, '0.2': true });
  });
});

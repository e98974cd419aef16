import { expect, it } from 'vitest';
import { classOptions } from '../../../renderer/review/class-options.ts';
import type { ClassView } from '../../../shared/contract/views.ts';

const leaf = (name: string, index: number): ClassView => ({ name, index, below: [] });
const group = (name: string, ...below: readonly ClassView[]): ClassView => ({ name, index: null, below });

it('lists every class once, by name, and tells two of one name apart by their groups', () => {
  const tree = [
    group('animal', group('bird', leaf('crane', 3)), leaf('beagle', 1)),
    group('machine', leaf('crane', 4)),
    group('pet', leaf('beagle', 1)),
  ];
  expect(classOptions(tree)).toEqual([
    { index: 1, label: 'beagle' },
    { index: 3, label: 'crane (bird)' },
    { index: 4, label: 'crane (machine)' },
  ]);
});

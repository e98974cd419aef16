import { expect, it } from 'vitest';
import { EXIT } from '../../main/cli/exit-status.ts';
import type { Output } from '../../main/cli/output.ts';
import { refuseWith } from '../../main/cli/refusal.ts';

it('says of a catalog that another program writes what can be done meanwhile, and of no other', () => {
  const said: string[] = [];
  const output = { say: (text: string) => said.push(text) } as unknown as Output;
  for (const opening of ['locked', 'damaged'] as const) {
    expect(refuseWith({ kind: 'catalog', message: `It is ${opening}.`, opening }, output)).toBe(EXIT.couldNotRun);
  }
  expect(said).toEqual(['It is locked. Searching and exporting work meanwhile.', 'It is damaged.']);
});

import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { projectRoot } from './cli/classifold.ts';
import { LONGEST } from './longest-first.ts';

it('names files that there are', () => {
  expect(LONGEST.filter((file) => !existsSync(path.join(projectRoot, file)))).toEqual([]);
});

import path from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files of tests that take a minute or more, the longest first: begun among the last, they would be waited for alone. */
export const LONGEST = [
  'test/e2e/layout.full.e2e.test.ts',
  'test/e2e/engines.full.e2e.test.ts',
  'test/e2e/accessibility.e2e.test.ts',
  'test/e2e/runs.e2e.test.ts',
  'test/e2e/review.e2e.test.ts',
  'test/e2e/folders.e2e.test.ts',
  'test/e2e/strict-styles.e2e.test.ts',
  'test/e2e/million.full.e2e.test.ts',
  'test/e2e/keyboard.e2e.test.ts',
  'test/e2e/ending.e2e.test.ts',
  'test/e2e/catalogs.e2e.test.ts',
  'test/e2e/search.e2e.test.ts',
  'test/e2e/layout.e2e.test.ts',
  'test/engine/webgpu.full.test.ts',
  'test/parity/packages.full.test.ts',
  'test/cli/usage.test.ts',
  'test/pool/guilt.test.ts',
  'test/core/engine-choice.test.ts',
  'test/cli/kill.test.ts',
  'test/cli/b7-in-4-gib.full.test.ts',
  'test/checkpoint/fuzz.full.test.ts',
  'test/cli/classify.test.ts',
  'test/engine/webgpu.test.ts',
];

/** Begins with what takes longest; of a fresh checkout, Vitest knows only how large the files are. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.sort((one, other) => rankOf(one) - rankOf(other));
  }
}

function rankOf({ moduleId, project }: TestSpecification): number {
  const rank = LONGEST.indexOf(path.relative(project.config.root, moduleId).replaceAll(path.sep, '/'));
  return rank === -1 ? LONGEST.length : rank;
}

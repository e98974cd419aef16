import { defineConfig } from 'vitest/config';
import { SHOWN_WITHIN_MS } from './test/e2e/patience.ts';
import { isProvisioned } from './test/e2e/runtime/place.ts';
import { LongestFirst } from './test/longest-first.ts';

const END_TO_END = 'test/**/*.e2e.test.ts';
const FULL = 'test/**/*.full.test.ts';
const FULL_END_TO_END = 'test/**/*.full.e2e.test.ts';
const isFull = process.env['CLASSIFOLD_FULL'] === '1';

export default defineConfig({
  test: {
    globalSetup: ['test/build-programs.ts'],
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'rooms',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/arrows/fixtures/**', END_TO_END, ...(isFull ? [] : [FULL])],
          // Native runtimes (ONNX Runtime, SQLite, sharp) are loaded by the tests: processes, never threads.
          pool: 'forks',
          // On two cores: many wait for deadlines and processes.
          maxWorkers: 3,
          expect: { poll: { timeout: 30_000 } },
          testTimeout: 240_000,
          hookTimeout: 240_000,
        },
      },
      // Real windows, when the other tests are done: three at a time, since one alone waits a third of its time. test/run.js says when they are left out.
      ...(isProvisioned()
        ? [
            {
              test: {
                name: 'window',
                include: [END_TO_END],
                exclude: isFull ? [] : [FULL_END_TO_END],
                globalSetup: ['test/e2e/display.ts'],
                pool: 'forks' as const,
                maxWorkers: 3,
                // What a window shows comes when it comes on a machine that is busy; a poll ends as soon as it is there.
                expect: { poll: { timeout: SHOWN_WITHIN_MS, interval: 100 } },
                sequence: { groupOrder: 1 },
                testTimeout: 480_000,
                hookTimeout: 240_000,
              },
            },
          ]
        : []),
    ],
  },
});

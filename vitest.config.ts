import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/arrows/fixtures/**', ...(process.env['CLASSIFOLD_FULL'] === '1' ? [] : ['test/**/*.full.test.ts'])],
    globalSetup: ['test/build-programs.ts'],
    // Native runtimes (ONNX Runtime, SQLite, sharp) are loaded by the tests: processes, never threads.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});

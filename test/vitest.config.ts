import { defineConfig } from 'vitest/config';
import { LongestFirst } from './longest-first.ts';

// Most of a test is waiting, for real cameras and pages: three at once keep two cores busy.
export default defineConfig({
  test: {
    root: '.',
    globalSetup: './test/left-behind.ts',
    maxWorkers: 3,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // No file may count on another having run before it.
    sequence: { shuffle: { files: true, tests: false }, sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'rooms',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/e2e/**'],
          pool: 'forks',
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          pool: 'forks',
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});

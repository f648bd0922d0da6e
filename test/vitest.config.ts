import { defineConfig } from 'vitest/config';

// Real workers, ffmpeg and Chromium run in the tests: more than two files at once only make each other slow.
export default defineConfig({
  test: {
    root: '.',
    globalSetup: './test/left-behind.ts',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // No file may count on another having run before it.
    sequence: { shuffle: { files: true, tests: false } },
    projects: [
      {
        test: {
          name: 'rooms',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/e2e/**'],
          pool: 'forks',
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          pool: 'forks',
          maxWorkers: 1,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});

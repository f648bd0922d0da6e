import { writeFileSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';

/**
 * Writes `passed failed skipped` to the file named by HUB_TEST_COUNTS, from which scripts/test makes its last line.
 * A file or a describe block that broke outside of any test counts as a failure, as does every unhandled error.
 */
export default class Counts implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const counts = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        counts[state === 'pending' ? 'failed' : state] += 1;
      }
      const suites = [...module.children.allSuites()];
      counts.failed += module.errors().length + suites.filter((suite) => suite.errors().length > 0).length;
    }
    const file = process.env['HUB_TEST_COUNTS'];
    if (file) writeFileSync(file, `${counts.passed} ${counts.failed} ${counts.skipped}\n`);
  }
}

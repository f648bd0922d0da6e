import { createHash } from 'node:crypto';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** They take more than a minute each. */
const LONGEST = [
  'e2e/accessibility-rights',
  'server/permissions-matrix',
  'e2e/recovery',
  'e2e/accessibility',
  'e2e/meetings',
  'e2e/call',
  'e2e/room',
  'e2e/walls',
  'e2e/wall-changes',
  'e2e/tile',
  'server/features/mask',
].map((name) => `/test/${name}.test.ts`);

/**
 * Any order, another at each run, as no file may count on another; but the longest begin first, so that none of them is left
 * to run alone at the end. The same seed (`--sequence.seed`) brings the same order.
 */
export class LongestFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { seed } = this.ctx.config.sequence;
    const lot = ({ moduleId }: TestSpecification): string =>
      createHash('sha256').update(`${seed} ${moduleId}`).digest('hex');
    const drawn = files.map((file) => ({ file, lot: lot(file) })).sort((a, b) => (a.lot < b.lot ? -1 : 1));
    const shuffled = drawn.map(({ file }) => file);
    const isLong = ({ moduleId }: TestSpecification): boolean => LONGEST.some((name) => moduleId.endsWith(name));
    return Promise.resolve([...shuffled.filter(isLong), ...shuffled.filter((file) => !isLong(file))]);
  }
}

/** How often and how fast cameras are looked at; times in ms. */
export interface Pace {
  /** Between two cheap proofs of a camera, at most; the scheduler stays below it by `jitter`. */
  checkMs: number;
  /** Between two picture proofs of a camera, at most. */
  pictureMs: number;
  /** Share of the two above by which a round may come earlier, so that cameras do not march in step. */
  jitter: number;
  /** A cheap proof that contradicts the state is repeated after this. */
  confirmMs: number;
  /** A picture proof that contradicts the state is repeated after this. */
  confirmPictureMs: number;
  /** A picture that equals the one before is looked at again after this, before it is called frozen. */
  frozenMs: number;
  /** As the three above, where somebody waits for it. */
  promptMs: number;
  /** A cheap proof may take so long. */
  answerMs: number;
  /** One session for a picture may take so long. */
  lookMs: number;
  /** Cheap proofs at once: as many as a whole town that hangs needs. */
  checks: number;
  /** Sessions for pictures at once. */
  looks: number;
  /** Sessions for pictures begun per second: the budget of CPU, for a look costs the same whenever it is. */
  looksPerSecond: number;
  /** Keyframes wait for each other so long, or until there are `batch` of them, and are decoded together. */
  batchMs: number;
  batch: number;
  /** Between two looks at what is due. */
  tickMs: number;
  /** Changes are told together after this. */
  tellMs: number;
  /** Between two bulk writes of sums and times. */
  writeMs: number;
}

/** For 2,000 cameras within 5 % of a core: see `npm run bench idle`. */
export const PACE: Pace = {
  checkMs: 57_000,
  pictureMs: 14 * 60_000,
  jitter: 0.06,
  confirmMs: 5000,
  confirmPictureMs: 20_000,
  frozenMs: 5000,
  promptMs: 1500,
  answerMs: 3000,
  lookMs: 10_000,
  checks: 128,
  looks: 6,
  looksPerSecond: 4,
  batchMs: 40_000,
  batch: 96,
  tickMs: 250,
  tellMs: 1000,
  writeMs: 5 * 60_000,
};

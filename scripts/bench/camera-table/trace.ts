import type { Page } from 'playwright-core';

/** Of Chromium's trace: what ran, from when, for how long, µs. */
interface TraceEvent {
  name: string;
  ph: string;
  ts: number;
  dur?: number;
  pid: number;
  tid: number;
  args?: { name?: string };
}

/** px per wheel step, and steps: the whole of 2,000 rows, quickly. */
const STEP = 900;
const STEPS = 100;

/**
 * Scrolls a box from end to end by the wheel, and traces it.
 * @returns the longest task of the page's main thread, and the longest time between two frames, ms
 */
export async function traceScroll(page: Page, box: string): Promise<{ taskMs: number; frameMs: number }> {
  await page.locator(box).hover();
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  const ended = new Promise<void>((done) => session.once('Tracing.tracingComplete', () => done()));
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel', 'devtools.timeline', '__metadata'] },
  });
  const frames = page.evaluate(`new Promise((done) => {
    let longest = 0, before = performance.now(), left = ${STEPS * 2};
    const next = (now) => {
      longest = Math.max(longest, now - before);
      before = now;
      if (left-- > 0) requestAnimationFrame(next); else done(longest);
    };
    requestAnimationFrame((now) => { before = now; requestAnimationFrame(next); });
  })`);
  for (let step = 0; step < STEPS; step++) await page.mouse.wheel(0, step < STEPS / 2 ? STEP * 2 : -STEP * 2);
  const frameMs = Number(await frames);
  await session.send('Tracing.end');
  await ended;
  return { taskMs: round(longestTask(events)), frameMs: round(frameMs) };
}

function longestTask(events: readonly TraceEvent[]): number {
  const main = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const tasks = events.filter(
    ({ name, ph, pid, tid }) => ph === 'X' && /RunTask$/.test(name) && main.has(`${pid} ${tid}`),
  );
  return tasks.reduce((longest, { dur = 0 }) => Math.max(longest, dur / 1000), 0);
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10;
}

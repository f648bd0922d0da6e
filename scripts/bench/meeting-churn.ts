/**
 * Two hours of coming and going, shortened: `npm run bench meeting-churn [-- --joins 2000 --people 16]`.
 *
 * A real hub and two workers; one holds the meeting, sends and stays. The others come in by real ICE, DTLS and SRTP, become co-chairs
 * and members again, raise hands, are muted and called to speak, send and receive; then they leave, or are gone without a word, or
 * come in once more from a second page. After each tenth part what hub and workers hold is counted; after the
 * second and the last of them, when no seat is kept any more, it must be the same. Until the second, buffers and code grow to what
 * they need.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { round } from '../../test/rig/figures.ts';
import { AttendeePage } from '../../test/rig/attendee-page.ts';
import { freePort } from '../../test/rig/hub-process.ts';
import { Viewer } from '../../test/rig/viewer.ts';
import { heapMb, inspectable } from './meeting/heap.ts';
import { type Held, mediaHeld } from './meeting/held.ts';
import { startMeetingCounty } from './meeting/county.ts';
import type { Session } from './meeting/session.ts';

const { values } = parseArgs({
  options: { joins: { type: 'string', default: '2000' }, people: { type: 'string', default: '16' } },
});
const [joins, people] = [Number(values.joins), Number(values.people)];
const PARTS = 10;
/** A seat is kept so long, ms; a moment more. */
const SEAT_MS = 62_000;

const inspector = await freePort();
const environment = { HUB_WORKERS: '2', ...inspectable(inspector) };
const county = await startMeetingCounty({ units: people + 1, lookers: 0, environment });
const meetingId = county.meeting.id;
const open = (session: Session): Promise<Viewer> =>
  Viewer.open({ ...session, grant: () => Promise.reject(new Error('no camera is watched')) });

const [first, ...others] = county.sessions;
if (first === undefined) throw new RangeError('nobody holds the meeting');
const holder = await open(first);
const chair = await AttendeePage.join((request, data) => holder.request(request, data), meetingId);
await chair.speak();
await chair.show();

/** Comes, takes part in what the round brings, and goes in one of three ways. */
async function visit(session: Session, round: number): Promise<void> {
  const viewer = await open(session);
  const page = await AttendeePage.join((request, data) => viewer.request(request, data), meetingId);
  const { participantId } = page.joined;
  const isCoChair = round % 2 === 0;
  if (isCoChair) await holder.request('room.act', { act: 'co-chair', participantId, on: true });
  await viewer.request('room.hand', { raised: true });
  await page.speak();
  await page.show('camera', 1 + (round % 3));
  await holder.request('room.act', { act: 'mute', participantId, source: 'microphone' });
  const picture = await page.receive(chair.joined.participantId, 'camera', 320);
  await page.receive(chair.joined.participantId, 'microphone');
  await picture.next();
  await holder.request('room.act', { act: 'call', participantId, seconds: 30 });
  if (isCoChair) await holder.request('room.act', { act: 'co-chair', participantId, on: false });
  if (round % 3 === 0) await page.leave();
  else if (round % 3 === 1) {
    const second = await open(session);
    const again = await AttendeePage.join((request, data) => second.request(request, data), meetingId);
    await page.close();
    await again.leave();
    await second.close();
  } else await page.close();
  await viewer.close();
}

const parts: (Held & { heapMb: number })[] = [];
try {
  let visits = 0;
  for (let part = 0; part < PARTS; part++) {
    const until = Math.round((joins * (part + 1)) / PARTS);
    const lane = async (session: Session): Promise<void> => {
      while (visits < until) await visit(session, visits++);
    };
    await Promise.all(others.map(lane));
    if (part === 1 || part === PARTS - 1) await delay(SEAT_MS);
    parts.push({ heapMb: round(await heapMb(inspector), 1), ...(await mediaHeld(county.hub)) });
    console.log(`${visits} visits`, JSON.stringify(parts.at(-1)));
  }
  const [, start] = parts;
  const end = parts.at(-1);
  if (start === undefined || end === undefined) throw new RangeError('no visit at all');
  console.table(parts);
  const grown = (before: number, after: number): number => round((after / before - 1) * 100, 1);
  console.log(
    JSON.stringify({
      joins: visits,
      left: end.consumers - start.consumers + end.producers - start.producers + end.transports - start.transports,
      heapGrowthPercent: grown(start.heapMb, end.heapMb),
      hubGrowthPercent: grown(start.hubMb, end.hubMb),
      workerGrowthPercent: grown(start.workerMb, end.workerMb),
    }),
  );
} finally {
  await chair.close();
  await holder.close();
  await county.hub.close();
}

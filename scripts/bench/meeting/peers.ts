/** The main file of a process with peers: does what the bench orders (`orders.ts`), by IPC, until it is ended. */
import { once } from 'node:events';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { type Answer, type Joining, type Order, shownBy } from './orders.ts';
import { Peer } from './peer.ts';
import { recordedLayers } from './pictures.ts';
import { Sender } from './sender.ts';
import { recordedVoice } from './voice.ts';

/** Between the pictures of two senders, ms. */
const APART_MS = 4;
const LOWEST_VOICE = 180;

const peers: Peer[] = [];
const lateness = monitorEventLoopDelay({ resolution: 10 });

async function send({
  sessions,
  meetingId,
  voices = sessions.length,
}: Extract<Order, { order: 'send' }>): Promise<Answer> {
  const layers = await recordedLayers();
  for (const [index, session] of sessions.entries()) {
    const peer = await Peer.join(session, meetingId);
    peers.push(peer);
    const voice = index < voices ? await recordedVoice(LOWEST_VOICE + 40 * index) : [];
    await Sender.start(peer, layers, voice, APART_MS * index);
  }
  return { answer: 'send', participantIds: peers.map(({ participantId }) => participantId) };
}

async function join({ sessions, meetingId, senders: ids }: Extract<Order, { order: 'join' }>): Promise<Answer> {
  const failed: string[] = [];
  const joins: Joining[] = [];
  for (const [index, peer] of peers.entries()) await peer.receive(shownBy(index, ids, peer.participantId));
  const one = async ({ afterMs, ...session }: (typeof sessions)[number], index: number): Promise<void> => {
    await delay(afterMs);
    try {
      const peer = await Peer.join(session, meetingId);
      peers.push(peer);
      joins.push(await peer.receive(shownBy(index, ids)));
    } catch (error) {
      failed.push(String(error));
    }
  };
  await Promise.all(sessions.map(one));
  return { answer: 'join', joins, failed };
}

async function obey(order: Order): Promise<Answer> {
  switch (order.order) {
    case 'send':
      return send(order);
    case 'join':
      return join(order);
    case 'figures': {
      const streams = peers.flatMap((peer) => peer.figures());
      return { answer: 'figures', streams, lateMs: lateness.percentile(99) / 1e6 };
    }
  }
}

lateness.enable();
for (;;) {
  const [order] = (await once(process, 'message')) as [Order];
  process.send?.(await obey(order));
}

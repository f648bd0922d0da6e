import type { types } from 'mediasoup';

/** How one stream arrives. */
export interface StreamLook {
  /** Share of its packets that were lost lately, 0 to 1. */
  loss: number;
  /** Time there and back, ms; 0: not known. */
  roundTripMs: number;
}

/** What a link leaves of the pictures asked for: all as they are wanted; some smaller; none. */
export type Picture = 'full' | 'small' | 'none';

interface Stat {
  type: string;
  fractionLost: number;
  roundTripTime?: number;
  bitrate: number;
}

export async function lookAtProducer(producer: types.Producer): Promise<StreamLook> {
  return read(await producer.getStats());
}

export async function lookAtConsumer(consumer: types.Consumer): Promise<StreamLook> {
  return read(await outbound(consumer));
}

/** What a consumer is sent, bit/s. */
export async function bitrateOf(consumer: types.Consumer): Promise<number> {
  return (await outbound(consumer)).reduce((sum, { bitrate }) => sum + bitrate, 0);
}

/** The other one is the producer's, which is somebody else's link. */
async function outbound(consumer: types.Consumer): Promise<Stat[]> {
  return (await consumer.getStats()).filter(({ type }) => type === 'outbound-rtp');
}

function read(stats: readonly Stat[]): StreamLook {
  const flowing = stats.filter(({ bitrate }) => bitrate > 0);
  return {
    // RTCP counts in 256ths.
    loss: Math.max(0, ...flowing.map(({ fractionLost }) => fractionLost / 256)),
    roundTripMs: Math.max(0, ...flowing.map(({ roundTripTime }) => roundTripTime ?? 0)),
  };
}

/**
 * What consumers that flow get of what they ask for, as far as the senders send it.
 * @param held pictures that are not sent at all for want of room
 */
export function pictureOf(consumers: readonly types.Consumer[], held: number): Picture {
  const pictures = consumers.filter(({ type }) => type === 'simulcast');
  const missing = Array.from({ length: held }, () => 'none' as const);
  const given: Picture[] = pictures.map((consumer) => {
    const best = bestLayer(consumer);
    if (best < 0) return 'full';
    const layer = consumer.currentLayers?.spatialLayer;
    if (layer === undefined) return 'none';
    return layer < best ? 'small' : 'full';
  });
  const all = [...given, ...missing];
  if (all.length > 0 && all.every((picture) => picture === 'none')) return 'none';
  return all.some((picture) => picture !== 'full') ? 'small' : 'full';
}

/** The largest layer that is wanted and sent; -1: none is sent. */
function bestLayer({ preferredLayers, score }: types.Consumer): number {
  return score.producerScores.findLastIndex(
    (value, layer) => value > 0 && layer <= (preferredLayers?.spatialLayer ?? Infinity),
  );
}

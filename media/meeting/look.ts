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
  const stats = await consumer.getStats();
  // The second is the producer's, which is somebody else's link.
  return read(stats.filter(({ type }) => type === 'outbound-rtp'));
}

function read(stats: readonly Stat[]): StreamLook {
  const flowing = stats.filter(({ bitrate }) => bitrate > 0);
  return {
    // RTCP counts in 256ths.
    loss: Math.max(0, ...flowing.map(({ fractionLost }) => fractionLost / 256)),
    roundTripMs: Math.max(0, ...flowing.map(({ roundTripTime }) => roundTripTime ?? 0)),
  };
}

/** What consumers that flow get of what they ask for, as far as the senders send it. */
export function pictureOf(consumers: readonly types.Consumer[]): Picture {
  const pictures = consumers.filter(({ type }) => type === 'simulcast');
  const given = pictures.map((consumer) => {
    const best = bestLayer(consumer);
    if (best < 0) return 'full';
    const layer = consumer.currentLayers?.spatialLayer;
    if (layer === undefined) return 'none';
    return layer < best ? 'small' : 'full';
  });
  if (given.length > 0 && given.every((picture) => picture === 'none')) return 'none';
  return given.some((picture) => picture !== 'full') ? 'small' : 'full';
}

/** The largest layer that is wanted and sent; -1: none is sent. */
function bestLayer({ preferredLayers, score }: types.Consumer): number {
  return score.producerScores.findLastIndex(
    (value, layer) => value > 0 && layer <= (preferredLayers?.spatialLayer ?? Infinity),
  );
}

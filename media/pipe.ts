import type { types } from 'mediasoup';

/** A producer, and its way to routers elsewhere. */
export interface PipedTrack {
  /** Closed with what it is of. */
  producer: types.Producer;
  pipe: (to: types.Router) => Promise<types.Producer>;
  /** Called before somebody begins to see it: their first request for a keyframe is to be answered. */
  welcome: () => void;
}

const BUFFER_BYTES = 4_000_000;

/**
 * Carries a producer to another router over loopback, where it gets an id of its own: two routers may be on one worker.
 * The copy is paused and closed with the original; closing it ends the pipe. Throws mediasoup's error where either has
 * just ended.
 */
export async function pipe(from: types.Router, producer: types.Producer, to: types.Router): Promise<types.Producer> {
  const { pipeProducer } = await from.pipeToRouter({
    producerId: producer.id,
    router: to,
    keepId: false,
    enableSctp: false,
    listenInfo: { protocol: 'udp', ip: '127.0.0.1', sendBufferSize: BUFFER_BYTES, recvBufferSize: BUFFER_BYTES },
  });
  if (pipeProducer === undefined) throw new Error('a pipe without an end');
  return pipeProducer;
}

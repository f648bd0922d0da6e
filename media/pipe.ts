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
  const { pipeConsumer, pipeProducer } = await from.pipeToRouter({
    producerId: producer.id,
    router: to,
    keepId: false,
    enableSctp: false,
    listenInfo: { protocol: 'udp', ip: '127.0.0.1', sendBufferSize: BUFFER_BYTES, recvBufferSize: BUFFER_BYTES },
  });
  if (pipeConsumer === undefined || pipeProducer === undefined) throw new Error('a pipe without an end');
  // mediasoup passes pauses on and catches nothing: where the other worker dies meanwhile, that would end this process.
  const { observer } = pipeConsumer;
  observer.removeAllListeners('pause').on('pause', () => void pipeProducer.pause().catch(gone));
  observer.removeAllListeners('resume').on('resume', () => void pipeProducer.resume().catch(gone));
  return pipeProducer;
}

/** The worker at the far end has died: the copy ends with it. */
const gone = (): void => undefined;

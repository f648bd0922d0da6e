import type { Peer, Room, View } from '../../../media/index.ts';
import type { ConsumerOptions, OpenTransports } from '../../contract/watch.ts';
import { HubError } from '../../errors.ts';
import type { Page } from './page.ts';

/**
 * A page's transports in all rooms, each with silence to connect it by.
 * @throws HubError `media.invalid`
 */
export async function openTransports(
  page: Page,
  peerId: string,
  rooms: readonly Room[],
  rtpCapabilities: Record<string, unknown>,
): Promise<OpenTransports['transports']> {
  const opened = rooms.map(async (room) => {
    const peer = await room.peer(peerId);
    page.addPeer(peer);
    // Opaque by contract: mediasoup itself validates them.
    const capabilities = rtpCapabilities as unknown as Parameters<typeof room.consumeSilence>[1];
    const silence = await page.silence(peer, () =>
      room.consumeSilence(peer, capabilities).then(consumerOptions, (cause: unknown) => {
        throw new HubError('media.invalid', {}, { cause });
      }),
    );
    return { transport: peer.transportOptions, silence };
  });
  return Promise.all(opened);
}

/** @throws HubError `media.invalid` */
export async function connectTransport(peer: Peer, dtlsParameters: Record<string, unknown>): Promise<void> {
  // Opaque by contract: mediasoup itself validates them.
  const parameters = dtlsParameters as unknown as Parameters<typeof peer.connect>[0];
  await peer.connect(parameters).catch((cause: unknown) => {
    throw new HubError('media.invalid', {}, { cause });
  });
}

/** What a page is told of a consumer. */
export function consumerOptions({ id, producerId, kind, rtpParameters }: View['video']): ConsumerOptions {
  return { id, producerId, kind, rtpParameters };
}

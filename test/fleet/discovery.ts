import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { SimulatedCamera } from './camera.ts';
import { deviceXaddr, scopes } from './onvif-operations.ts';
import { escapeXml } from './onvif-xml.ts';

const PORT = 3702;
const GROUP = '239.255.255.250';

/** A ProbeMatches answer (WS-Discovery 2005/04); null where the datagram is no Probe, or for other kinds of device. */
function probeMatches(camera: SimulatedCamera, probe: string): string | null {
  const id = /<(?:[\w.-]+:)?MessageID[^>]*>\s*([^<]*?)\s*</.exec(probe)?.[1];
  if (!id || !/<(?:[\w.-]+:)?Probe[\s/>]/.test(probe)) return null;
  const types = /<(?:[\w.-]+:)?Types[^>]*>\s*([^<]*?)\s*</.exec(probe)?.[1] ?? '';
  if (types && !/NetworkVideoTransmitter|Device/.test(types)) return null;
  return `<?xml version="1.0" encoding="UTF-8"?>
<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing" xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery" xmlns:dn="http://www.onvif.org/ver10/network/wsdl" xmlns:tds="http://www.onvif.org/ver10/device/wsdl">
<s:Header><a:MessageID>urn:uuid:${crypto.randomUUID()}</a:MessageID><a:RelatesTo>${escapeXml(id)}</a:RelatesTo>
<a:To>http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</a:To>
<a:Action>http://schemas.xmlsoap.org/ws/2005/04/discovery/ProbeMatches</a:Action></s:Header>
<s:Body><d:ProbeMatches><d:ProbeMatch><a:EndpointReference><a:Address>urn:uuid:${camera.hardwareId}</a:Address></a:EndpointReference>
<d:Types>dn:NetworkVideoTransmitter tds:Device</d:Types><d:Scopes>${scopes(camera).join(' ')}</d:Scopes>
<d:XAddrs>${deviceXaddr(camera)}</d:XAddrs><d:MetadataVersion>1</d:MetadataVersion></d:ProbeMatch></d:ProbeMatches></s:Body></s:Envelope>`;
}

async function bound(address: string, onMessage: (data: Buffer, from: RemoteInfo) => void): Promise<Socket> {
  const socket = createSocket({ type: 'udp4', reuseAddr: true });
  socket.on('message', onMessage);
  const listening = once(socket, 'listening');
  socket.bind(PORT, address);
  try {
    await listening;
  } catch (error) {
    socket.close();
    throw error;
  }
  // An asker that is gone answers by ICMP.
  socket.on('error', () => undefined);
  return socket;
}

async function closed(sockets: readonly Socket[]): Promise<void> {
  await Promise.all(
    sockets.map(async (socket) => {
      const done = once(socket, 'close');
      socket.close();
      await done;
    }),
  );
}

/** Lets cameras be found: by a Probe sent to their address, and by multicast where an interface is given. */
export class DiscoveryResponder {
  readonly #sockets = new Map<SimulatedCamera, Socket>();
  #multicast: Socket | null = null;

  /**
   * @param interfaceAddress local address of the interface to join the multicast group on
   * @throws Error `EADDRINUSE`
   */
  static async create(cameras: readonly SimulatedCamera[], interfaceAddress?: string): Promise<DiscoveryResponder> {
    const responder = new DiscoveryResponder();
    try {
      for (const camera of cameras) {
        const socket = await bound(camera.address, (data, from) => responder.#answer(camera, data, from));
        responder.#sockets.set(camera, socket);
      }
      if (interfaceAddress) await responder.#join(interfaceAddress);
    } catch (error) {
      await responder.close();
      throw error;
    }
    return responder;
  }

  async #join(interfaceAddress: string): Promise<void> {
    this.#multicast = await bound(GROUP, (data, from) => {
      for (const camera of this.#sockets.keys()) this.#answer(camera, data, from);
    });
    this.#multicast.addMembership(GROUP, interfaceAddress);
  }

  #answer(camera: SimulatedCamera, data: Buffer, from: RemoteInfo): void {
    // A device without power or uplink is silent; so is one whose service hangs.
    if (!camera.reachable || camera.faults.onvif === 'silent' || camera.faults.onvif === 'closed') return;
    const answer = probeMatches(camera, data.toString('utf8'));
    if (!answer) return;
    camera.counters.probes++;
    // From the camera's own address, as the asker may look at the sender.
    this.#sockets.get(camera)?.send(answer, from.port, from.address);
  }

  async close(): Promise<void> {
    await closed(this.#multicast ? [this.#multicast, ...this.#sockets.values()] : [...this.#sockets.values()]);
    this.#multicast = null;
    this.#sockets.clear();
  }
}

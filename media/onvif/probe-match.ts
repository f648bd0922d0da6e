import { randomUUID } from 'node:crypto';
import { MediaError, type Cause } from '../error.ts';
import { endpointId, type Identity, identityOfScopes } from './device.ts';
import { serviceAddress } from './same-host.ts';
import { parseEnvelope, type XmlElement } from './xml.ts';

/** A device that a sweep found, or, with a cause, one that answered wrongly. Texts may be empty. */
export interface FoundDevice extends Identity {
  address: string;
  port: number;
  /** Its device service, or empty. */
  xaddr: string;
  cause: Cause | null;
}

/** Honest answers have 1 to 3 kB. */
const MAX_DATAGRAM = 16_384;
const MAX_MATCHES = 64;

/** A WS-Discovery Probe for cameras, and its id that answers refer to. */
export interface ProbeMessage {
  id: string;
  /** Asks for NetworkVideoTransmitter, and once more for Device, which is all that some devices answer to. */
  datagrams: Buffer[];
}

/** Makes a Probe (WS-Discovery 2005/04, as ONVIF Core 7.3 wants it). */
export function makeProbe(): ProbeMessage {
  const id = randomUUID();
  const types = [
    ['http://www.onvif.org/ver10/network/wsdl', 'NetworkVideoTransmitter'],
    ['http://www.onvif.org/ver10/device/wsdl', 'Device'],
  ];
  const datagrams = types.map(([namespace, type]) =>
    Buffer.from(
      '<?xml version="1.0" encoding="UTF-8"?>' +
        '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"' +
        ' xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing"' +
        ' xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery"><s:Header>' +
        '<a:Action s:mustUnderstand="1">http://schemas.xmlsoap.org/ws/2005/04/discovery/Probe</a:Action>' +
        `<a:MessageID>uuid:${id}</a:MessageID>` +
        '<a:ReplyTo><a:Address>http://schemas.xmlsoap.org/ws/2004/08/addressing/role/anonymous</a:Address></a:ReplyTo>' +
        '<a:To s:mustUnderstand="1">urn:schemas-xmlsoap-org:ws:2005:04:discovery</a:To></s:Header>' +
        `<s:Body><d:Probe><d:Types xmlns:t="${namespace}">t:${type}</d:Types></d:Probe></s:Body></s:Envelope>`,
    ),
  );
  return { id, datagrams };
}

/**
 * Reads an answer to our Probe.
 *
 * @param probeId the id of the Probe
 * @param sender address that the datagram came from
 * @returns the devices in it; none where it is no answer to us. A wrong answer is a device with a cause.
 */
export function readProbeMatches(datagram: Buffer, probeId: string, sender: string): FoundDevice[] {
  try {
    if (datagram.length > MAX_DATAGRAM) throw new MediaError('too-large', `${datagram.length} bytes`);
    const { header, body } = parseEnvelope(datagram.toString('utf8'));
    // Some devices leave it out; a wrong one answers somebody else's question.
    const relatesTo = (header?.textOf('RelatesTo') ?? '').toLowerCase();
    if (relatesTo !== '' && !relatesTo.includes(probeId)) return [];
    const matches = body.find('ProbeMatches')?.all('ProbeMatch').slice(0, MAX_MATCHES);
    return matches?.flatMap((match) => readMatch(match, sender) ?? []) ?? [];
  } catch (error) {
    if (!(error instanceof MediaError)) throw error;
    return [wrongDevice(sender, 0, error.reason)];
  }
}

/** What is known of a device that answered wrongly. */
export function wrongDevice(address: string, port: number, cause: Cause): FoundDevice {
  return { address, port, xaddr: '', hardwareId: '', name: '', manufacturer: '', model: '', cause };
}

function readMatch(match: XmlElement, sender: string): FoundDevice | undefined {
  const scopes = words(match.textOf('Scopes'));
  const types = match.textOf('Types');
  const isOnvif =
    /NetworkVideo|\bDevice\b/.test(types) || scopes.some((scope) => scope.startsWith('onvif://www.onvif.org'));
  if (!isOnvif) return undefined;
  const identity = {
    hardwareId: endpointId(match.textOf('EndpointReference', 'Address')),
    ...identityOfScopes(scopes),
  };
  const failures: Cause[] = [];
  for (const xaddr of words(match.textOf('XAddrs'))) {
    try {
      const { port } = serviceAddress(xaddr, [sender]);
      return { address: sender, port, xaddr, ...identity, cause: null };
    } catch (error) {
      if (!(error instanceof MediaError)) throw error;
      failures.push(error.reason);
    }
  }
  const cause = failures.includes('other-host') ? 'other-host' : 'onvif';
  return { ...wrongDevice(sender, 0, cause), ...identity };
}

function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

import { MediaError } from '../error.ts';
import { type Session, SoapFault } from './session.ts';
import type { XmlElement } from './xml.ts';

export const DEVICE = 'http://www.onvif.org/ver10/device/wsdl';

/** What a device says of itself; every text may be empty. */
export interface Identity {
  hardwareId: string;
  name: string;
  manufacturer: string;
  model: string;
}

/**
 * The answer, or undefined where the device does not know this operation: many are optional, and cheap devices answer
 * an unknown one with an empty page or by hanging up instead of a fault.
 */
export async function optional(answer: Promise<XmlElement>): Promise<XmlElement | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof MediaError && (error instanceof SoapFault || error.reason === 'onvif')) return undefined;
    throw error;
  }
}

/**
 * Asks for the time, without a login (ONVIF Core, 5.11: its access class is PRE_AUTH), and notes the offset in the
 * session. The answer's resolution is a second, so the offset is right within about that.
 * A refusal is let pass; anything that is not SOAP is not, since it shows that no ONVIF device lives there.
 *
 * @returns all that the device tells about its clock, or undefined where it refuses
 * @throws MediaError as {@link Session.callOpen}
 */
export async function readClock(session: Session): Promise<XmlElement | undefined> {
  let told: XmlElement | undefined;
  try {
    const answer = await session.callOpen(session.device, { name: 'GetSystemDateAndTime', namespace: DEVICE });
    told = answer.find('SystemDateAndTime');
  } catch (error) {
    if (!(error instanceof SoapFault)) throw error;
  }
  const utc = told?.find('UTCDateTime');
  if (!utc) return told;
  const [year, month, day] = ['Year', 'Month', 'Day'].map((part) => Number(utc.textOf('Date', part) || NaN));
  const [hour, minute, second] = ['Hour', 'Minute', 'Second'].map((part) => Number(utc.textOf('Time', part) || NaN));
  const time = Date.UTC(year ?? NaN, (month ?? NaN) - 1, day, hour, minute, second);
  if (Number.isFinite(time)) session.clockOffsetMs = Math.round(time - Date.now());
  return told;
}

/**
 * The endpoint's uuid, the same as in WS-Discovery, so that a device is known again; or empty. Its access class is
 * PRE_AUTH, but some devices want a login even so.
 */
export async function readEndpoint(session: Session): Promise<string> {
  const answer = await session.callIfAllowed(session.device, { name: 'GetEndpointReference', namespace: DEVICE });
  return endpointId(answer?.textOf('GUID') ?? '');
}

/** `urn:uuid:4419...` and `4419...` are the same endpoint. */
export function endpointId(text: string): string {
  return plain(text.toLowerCase()).replace(/^(urn:)?uuid:/, '');
}

/** Name, manufacturer and model from the scopes (ONVIF Core, 7.3.2); what is absent is empty. */
export function identityOfScopes(scopes: readonly string[]): Omit<Identity, 'hardwareId'> {
  const of = (...kinds: string[]): string => {
    for (const kind of kinds) {
      const prefix = `onvif://www.onvif.org/${kind}/`;
      const scope = scopes.find((text) => text.toLowerCase().startsWith(prefix));
      if (scope) return plain(decodeScope(scope.slice(prefix.length)));
    }
    return '';
  };
  return { name: of('name'), manufacturer: of('manufacturer', 'mfr'), model: of('hardware') };
}

/** The scopes, where the device allows that; none otherwise. */
export async function readScopes(session: Session): Promise<string[]> {
  const answer = await session.callIfAllowed(session.device, { name: 'GetScopes', namespace: DEVICE });
  return (answer?.all('Scopes') ?? []).map((scope) => scope.textOf('ScopeItem'));
}

/** All that a device says of itself; here it is that a login is first tried. */
export async function readIdentity(session: Session): Promise<Identity> {
  const answer = await optional(session.call(session.device, { name: 'GetDeviceInformation', namespace: DEVICE }));
  const hardwareId = await readEndpoint(session);
  const told = identityOfScopes(await readScopes(session));
  const manufacturer = plain(answer?.textOf('Manufacturer') ?? '') || told.manufacturer;
  const model = plain(answer?.textOf('Model') ?? '') || told.model;
  const serial = plain(answer?.textOf('SerialNumber') ?? '');
  return {
    hardwareId: hardwareId || (serial && `${manufacturer}:${serial}`.toLowerCase()),
    name: told.name || `${manufacturer} ${model}`.trim(),
    manufacturer,
    model,
  };
}

function decodeScope(text: string): string {
  try {
    return decodeURIComponent(text).replaceAll('_', ' ');
  } catch {
    // Not percent-encoded after all (a bare % in a name): taken as it stands.
    return text;
  }
}

/** Text of a device for people to read: no control characters, at most 100 characters. */
export function plain(text: string): string {
  return text.replace(/\p{C}/gu, '').trim().slice(0, 100);
}

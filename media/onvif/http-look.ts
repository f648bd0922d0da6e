import { MediaError } from '../error.ts';
import { identityOfScopes, readClock, readEndpoint, readScopes } from './device.ts';
import { type FoundDevice, wrongDevice } from './probe-match.ts';
import { BrokenSoap, Session } from './session.ts';

/** Small answers only are asked for here. */
const MAX_BYTES = 65_536;

/**
 * Looks for an ONVIF device at one address over HTTP, without any login: many devices do not answer to unicast
 * discovery. The ports are tried at once; the first in the list that has a device is taken.
 *
 * @returns a device; or with a cause, where something listens that is not understood; or undefined where nothing does,
 *   or only a web page
 */
export async function lookByHttp(
  address: string,
  ports: readonly number[],
  signal: AbortSignal,
): Promise<FoundDevice | undefined> {
  const stops = ports.map(() => new AbortController());
  const found = await Promise.all(
    ports.map(async (port, index) => {
      const stop = stops[index]?.signal;
      const device = await lookAtPort(address, port, stop ? AbortSignal.any([signal, stop]) : signal);
      if (device?.cause === null) for (const later of stops.slice(index + 1)) later.abort();
      return device;
    }),
  );
  return found.find((device) => device?.cause === null) ?? found.find((device) => device !== undefined);
}

async function lookAtPort(address: string, port: number, signal: AbortSignal): Promise<FoundDevice | undefined> {
  const session = new Session({
    address,
    port,
    credentials: { username: '', password: '' },
    signal,
    maxBytes: MAX_BYTES,
  });
  try {
    await readClock(session);
  } catch (error) {
    if (error instanceof MediaError) return ofFailure(address, port, error);
    if (signal.aborted) return undefined;
    throw error;
  }
  const xaddr = `http://${address}:${port}${session.device.path}`;
  const device: FoundDevice = { ...wrongDevice(address, port, 'onvif'), xaddr, cause: null };
  try {
    device.hardwareId = await readEndpoint(session);
    Object.assign(device, identityOfScopes(await readScopes(session)));
  } catch (error) {
    // It has shown that it is a device; what it is called can wait until somebody signs in.
    if (!(error instanceof MediaError) && !signal.aborted) throw error;
  }
  return device;
}

/** Nobody there and web pages are what most of a range consists of; the rest is worth telling. */
function ofFailure(address: string, port: number, error: MediaError): FoundDevice | undefined {
  const worthTelling = error instanceof BrokenSoap || error.reason === 'timeout' || error.reason === 'too-large';
  return worthTelling ? wrongDevice(address, port, error.reason) : undefined;
}

import { MediaError } from '../error.ts';
import { DEVICE, optional } from './device.ts';
import { serviceAddress, type ServiceAddress } from './same-host.ts';
import type { Session } from './session.ts';

export const MEDIA1 = 'http://www.onvif.org/ver10/media/wsdl';
export const MEDIA2 = 'http://www.onvif.org/ver20/media/wsdl';
export const PTZ = 'http://www.onvif.org/ver20/ptz/wsdl';
export const IMAGING = 'http://www.onvif.org/ver20/imaging/wsdl';

const NAMESPACES = { media1: MEDIA1, media2: MEDIA2, ptz: PTZ, imaging: IMAGING } as const;
/** Names of the services in GetCapabilities, which is older than Media2. */
const CAPABILITIES = { media1: 'Media', ptz: 'PTZ', imaging: 'Imaging' } as const;

export type ServiceName = keyof typeof NAMESPACES;

/** Where the services are, of those that a device has; Media2 (Profile T) is the media service that knows H.265. */
export type Services = Partial<Record<ServiceName, ServiceAddress>>;

/**
 * Where the services are, by GetServices, or by GetCapabilities on devices older than that.
 *
 * @param wanted others are not looked at, wherever they may be
 * @throws MediaError `other-host` where one is said to be on another host; `onvif` where there is no media service
 */
export async function readServices(session: Session, wanted: readonly ServiceName[]): Promise<Services> {
  const services: Services = {};
  const answer = await optional(
    session.call(session.device, {
      name: 'GetServices',
      namespace: DEVICE,
      parameters: '<IncludeCapability>false</IncludeCapability>',
    }),
  );
  for (const service of answer?.all('Service') ?? []) {
    const namespace = service.textOf('Namespace');
    const name = wanted.find((kind) => NAMESPACES[kind] === namespace);
    if (name) services[name] = serviceAddress(service.textOf('XAddr'), session.hosts);
  }
  return services.media1 || services.media2 ? services : readCapabilities(session, wanted);
}

async function readCapabilities(session: Session, wanted: readonly ServiceName[]): Promise<Services> {
  const services: Services = {};
  const answer = await session.call(session.device, {
    name: 'GetCapabilities',
    namespace: DEVICE,
    parameters: '<Category>All</Category>',
  });
  for (const kind of wanted) {
    const xaddr = kind === 'media2' ? '' : answer.textOf('Capabilities', CAPABILITIES[kind], 'XAddr');
    if (xaddr !== '') services[kind] = serviceAddress(xaddr, session.hosts);
  }
  if (!services.media1) throw new MediaError('onvif', 'the device has no media service');
  return services;
}

/** The media services alone. @throws MediaError as {@link readServices} */
export function readMediaServices(session: Session): Promise<Services> {
  return readServices(session, ['media1', 'media2']);
}

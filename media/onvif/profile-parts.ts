import { MediaError } from '../error.ts';
import { optional } from './device.ts';
import type { ServiceAddress } from './same-host.ts';
import { MEDIA1, MEDIA2, type Services } from './services.ts';
import type { Session } from './session.ts';
import type { XmlElement } from './xml.ts';

/** One stream as its device configures it, and where that was told. */
export interface StreamSetup {
  service: ServiceAddress;
  namespace: typeof MEDIA1 | typeof MEDIA2;
  profile: XmlElement;
  /** All profiles of the device. */
  all: XmlElement[];
}

/**
 * Looks a stream up by its token; Media2 first, as in the probe that the token comes from.
 *
 * @throws MediaError `onvif` where no stream has this token; otherwise as {@link Session.call}
 */
export async function findStream(session: Session, services: Services, token: string): Promise<StreamSetup> {
  const { media1, media2 } = services;
  for (;;) {
    for (const [service, namespace] of [[media2, MEDIA2] as const, [media1, MEDIA1] as const]) {
      if (!service) continue;
      const parameters = namespace === MEDIA2 ? '<Type>All</Type>' : '';
      const answer = await optional(session.call(service, { name: 'GetProfiles', namespace, parameters }));
      const all = answer?.all('Profiles') ?? [];
      const profile = all.find((one) => one.attribute('token') === token);
      if (profile) return { service, namespace, profile, all };
    }
    // Devices exist that tell nothing, instead of refusing, as long as nobody signs in.
    if (session.signedIn || !session.signInUnasked()) throw new MediaError('onvif', 'no stream of that token');
  }
}

/** A part of a profile: Media2 has the same as Media, under `Configurations` and by shorter names. */
export function partOf(profile: XmlElement, part: 'VideoSource' | 'VideoEncoder' | 'PTZ'): XmlElement | undefined {
  return profile.find(`${part}Configuration`) ?? profile.find('Configurations', part);
}

/** Token of the video source that a profile shows, or empty. */
export function sourceOf(profile: XmlElement): string {
  return partOf(profile, 'VideoSource')?.textOf('SourceToken') ?? '';
}

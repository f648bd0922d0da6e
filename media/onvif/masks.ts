import { type Cause, MediaError } from '../error.ts';
import type { Credentials } from '../ffmpeg.ts';
import type { MaskShape } from '../mask.ts';
import { optional, readClock } from './device.ts';
import { type DeviceMask, drawable, hides, isToken, readAbility, readMasks, writeMask } from './mask-xml.ts';
import type { ServiceAddress } from './same-host.ts';
import { MEDIA2, readMediaServices } from './services.ts';
import { Session } from './session.ts';
import { escapeXml, type XmlElement } from './xml.ts';

const DEFAULT_TIMEOUT_MS = 10_000;
/** Video source configurations of one channel: usually one that all its streams share. */
const MAX_CONFIGURATIONS = 4;

export interface MaskOptions {
  address: string;
  port: number;
  credentials: Credentials;
  /** Streams that must not show it. */
  profileTokens: readonly string[];
  /** All that is to be hidden; empty: nothing any more. */
  masks: readonly MaskShape[];
  /** The device's tokens of masks that were made for this before; others on the device are left alone. */
  knownTokens: readonly string[];
  signal?: AbortSignal;
  /** For all of it, ms; 10 s by default. */
  timeoutMs?: number;
}

/** What came of it. */
export interface MaskResult {
  /**
   * `masked`: the device has listed every mask as drawn in every one of the streams. `unsupported`: it has no Media2, or
   * knows no masks. `unproven`: it refused some, told otherwise than was asked, or could not be asked (`cause`).
   */
  outcome: 'masked' | 'unsupported' | 'unproven';
  cause: Cause | null;
  /** To be given as `knownTokens` the next time. */
  tokens: string[];
}

/**
 * Has a device draw masks itself (ONVIF Media2, GetMasks to DeleteMask), and asks it afterwards whether it does.
 * Masks of before are changed, not removed first: at no moment less is hidden than before and after.
 *
 * @throws the reason of `signal`, or MediaError for credentials that cannot be sent; what a device does is told in the
 *   result, since its tokens must not be lost
 */
export async function setMasks(options: MaskOptions): Promise<MaskResult> {
  const { timeoutMs = DEFAULT_TIMEOUT_MS, profileTokens, masks, knownTokens, ...target } = options;
  const deadline = AbortSignal.timeout(timeoutMs);
  const signal = options.signal ? AbortSignal.any([options.signal, deadline]) : deadline;
  const session = new Session({ ...target, signal });
  const tokens = new Set(knownTokens);
  try {
    await readClock(session);
    const { media2 } = await readMediaServices(session);
    if (!media2) return { outcome: 'unsupported', cause: null, tokens: [] };
    const service = new MaskService(session, media2);
    const present = await service.list();
    if (present === undefined) return { outcome: 'unsupported', cause: null, tokens: [] };
    const outcome = await apply(service, present, { profileTokens, masks, tokens });
    return { outcome, cause: null, tokens: [...tokens] };
  } catch (error) {
    if (!(error instanceof MediaError)) throw error;
    return { outcome: 'unproven', cause: error.reason, tokens: [...tokens] };
  }
}

interface Wish {
  profileTokens: readonly string[];
  masks: readonly MaskShape[];
  /** Kept up to date at every step. */
  tokens: Set<string>;
}

async function apply(service: MaskService, present: readonly DeviceMask[], wish: Wish): Promise<'masked' | 'unproven'> {
  const { masks, tokens } = wish;
  const left = present.filter(({ token }) => tokens.has(token));
  tokens.clear();
  for (const { token } of left) tokens.add(token);
  const configurations = await service.configurations(wish.profileTokens);
  const made: { token: string; configuration: string; shape: MaskShape }[] = [];
  let complete = configurations !== null || masks.length === 0;
  for (const configuration of masks.length === 0 ? [] : (configurations ?? [])) {
    const ability = readAbility(await service.ability(configuration));
    for (const mask of masks) {
      const element = (token?: string): string => writeMask(drawable(mask, ability), configuration, ability, token);
      const at = left.findIndex((known) => known.configuration === configuration);
      const [reused] = at === -1 ? [] : left.splice(at, 1);
      // Some devices can make masks and not change them: the old one then stays until the new one is there.
      const changed = reused !== undefined && (await service.change(element(reused.token)));
      if (reused !== undefined && !changed) left.push({ ...reused, configuration: '' });
      const token = changed ? reused.token : await service.create(element());
      if (token === undefined) complete = false;
      else {
        tokens.add(token);
        made.push({ token, configuration, shape: mask });
      }
    }
  }
  for (const { token } of left) {
    if (await service.remove(token)) tokens.delete(token);
  }
  if (!complete) return 'unproven';
  const now = masks.length === 0 ? [] : await service.list();
  const isDrawn = ({ token, configuration, shape }: (typeof made)[number]): boolean =>
    now?.some((told) => told.token === token && told.configuration === configuration && hides(told, shape)) ?? false;
  return made.every(isDrawn) ? 'masked' : 'unproven';
}

/** The operations on masks of one device; undefined or false where it refuses one. */
class MaskService {
  readonly #session: Session;
  readonly #service: ServiceAddress;

  constructor(session: Session, service: ServiceAddress) {
    this.#session = session;
    this.#service = service;
  }

  async list(): Promise<DeviceMask[] | undefined> {
    const answer = await this.#ask('GetMasks', '');
    return answer && readMasks(answer);
  }

  ability(configuration: string): Promise<XmlElement | undefined> {
    return this.#ask('GetMaskOptions', `<ConfigurationToken>${escapeXml(configuration)}</ConfigurationToken>`);
  }

  /** The video source configurations that these streams show; null where one of them cannot be told. */
  async configurations(profileTokens: readonly string[]): Promise<string[] | null> {
    const answer = await this.#ask('GetProfiles', '<Type>VideoSource</Type>');
    const found = new Map(
      (answer?.all('Profiles') ?? []).map((profile) => [
        profile.attribute('token'),
        profile.find('Configurations', 'VideoSource')?.attribute('token') ?? '',
      ]),
    );
    const tokens = [...new Set(profileTokens.map((token) => found.get(token) ?? ''))];
    return tokens.length <= MAX_CONFIGURATIONS && tokens.every(isToken) ? tokens : null;
  }

  async create(element: string): Promise<string | undefined> {
    const token = (await this.#ask('CreateMask', element))?.textOf('Token') ?? '';
    return isToken(token) ? token : undefined;
  }

  async change(element: string): Promise<boolean> {
    return (await this.#ask('SetMask', element)) !== undefined;
  }

  async remove(token: string): Promise<boolean> {
    return (await this.#ask('DeleteMask', `<Token>${escapeXml(token)}</Token>`)) !== undefined;
  }

  #ask(name: string, parameters: string): Promise<XmlElement | undefined> {
    return optional(this.#session.call(this.#service, { name, namespace: MEDIA2, parameters }));
  }
}

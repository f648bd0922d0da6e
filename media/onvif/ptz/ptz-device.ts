import { MediaError } from '../../error.ts';
import { type DeviceOptions, deadline } from '../device-options.ts';
import { optional, readClock } from '../device.ts';
import { Session, SoapFault } from '../session.ts';
import type { XmlElement } from '../xml.ts';
import { escapeXml } from '../xml.ts';
import { findHead, type Head } from './head.ts';
import { Lane } from './lane.ts';
import {
  isAny,
  type PtzAbilities,
  type PtzPlace,
  type PtzPlaceName,
  type PtzVector,
  readPlace,
  readPresets,
  writeVector,
} from './ptz-xml.ts';

const CONNECT_MS = 10_000;
/** A command that takes longer has lost its sense. */
const COMMAND_MS = 3000;
/** After it the device stops by itself, if nobody has renewed the movement: the last resort where no stop gets through. */
const MOVE_FOR = 'PT1S';

export type PtzOptions = DeviceOptions & {
  /** Any stream of the channel. */
  profileToken: string;
};

/**
 * One channel that can be moved. Login and service addresses are kept: a command is one request.
 *
 * All methods throw MediaError: `refused` where the device does not do it, and otherwise as `probeOnvif`. Of commands
 * that come while one is under way only the latest is sent, and the others end without an error.
 */
export class PtzDevice {
  readonly capabilities: PtzAbilities;
  readonly #options: PtzOptions;
  readonly #head: Head;
  readonly #motion = new Lane();
  readonly #lens = new Lane();
  #session: Session;
  /** False: this device takes no ContinuousMove with a time to its end. */
  #timed = true;

  private constructor(options: PtzOptions, session: Session, head: Head) {
    this.#options = options;
    this.#session = session;
    this.#head = head;
    const { node, focus } = head;
    this.capabilities = {
      ...{ continuous: isAny(node.continuous), relative: isAny(node.relative), absolute: isAny(node.absolute) },
      ...{ presets: node.presets, home: node.home, focus: focus !== null },
    };
  }

  /**
   * @returns null: it cannot be moved
   * @throws MediaError as `probeOnvif`; or the reason of `signal`, which holds for connecting only
   */
  static async connect(options: PtzOptions): Promise<PtzDevice | null> {
    const session = await begin(options, deadline(options, CONNECT_MS));
    const head = await findHead(session, options.profileToken);
    return head && new PtzDevice(options, session, head);
  }

  /** Moves until it is stopped, or for 1 s where the device knows how: who wants more says it again. */
  async move(speed: PtzVector): Promise<void> {
    const velocity = `<Velocity>${writeVector(speed, this.#head.node.continuous, -1)}</Velocity>`;
    await this.#motion.run(async (signal) => {
      if (this.#timed) {
        try {
          await this.#do('ContinuousMove', `${velocity}<Timeout>${MOVE_FOR}</Timeout>`, signal);
          return;
        } catch (error) {
          // Some devices allow no time, or only longer ones.
          if (!(error instanceof MediaError) || error.reason !== 'refused') throw error;
        }
      }
      await this.#do('ContinuousMove', velocity, signal);
      this.#timed = false;
    });
  }

  /**
   * Stops pan, tilt and zoom, now: it waits for no other command, and tries once more with a new login where it fails.
   */
  stop(): Promise<void> {
    return this.#motion.stop(() =>
      this.#surely(async () => {
        const answer = await optional(this.#ptz('Stop', '<PanTilt>true</PanTilt><Zoom>true</Zoom>'));
        // Devices without zoom may not like it to be named.
        if (!answer) await this.#do('Stop', '');
      }),
    );
  }

  /** Moves by a part of the way. */
  async step(way: PtzVector): Promise<void> {
    const translation = `<Translation>${writeVector(way, this.#head.node.relative, -1)}</Translation>`;
    await this.#motion.run((signal) => this.#do('RelativeMove', translation, signal));
  }

  async go(place: PtzPlace): Promise<void> {
    const position = `<Position>${writeVector(place, this.#head.node.absolute, 0)}</Position>`;
    await this.#motion.run((signal) => this.#do('AbsoluteMove', position, signal));
  }

  /** Where it is; null where the device does not tell. */
  async position(): Promise<PtzPlace | null> {
    const answer = await optional(this.#ptz('GetStatus', ''));
    return readPlace(answer?.find('PTZStatus'));
  }

  async presets(): Promise<PtzPlaceName[]> {
    return readPresets(await orRefused(this.#ptz('GetPresets', ''), 'GetPresets'));
  }

  /**
   * Remembers where it is now.
   *
   * @param token of a preset that is to be changed; none: a new one
   * @returns its token
   */
  async savePreset(name: string, token?: string): Promise<string> {
    const known = token === undefined ? '' : `<PresetToken>${escapeXml(token)}</PresetToken>`;
    const parameters = `<PresetName>${escapeXml(name)}</PresetName>${known}`;
    const answer = await orRefused(this.#ptz('SetPreset', parameters), 'SetPreset');
    const saved = answer.textOf('PresetToken') || (token ?? '');
    if (saved === '') throw new MediaError('onvif', 'a preset without a token');
    return saved;
  }

  removePreset(token: string): Promise<void> {
    return this.#do('RemovePreset', `<PresetToken>${escapeXml(token)}</PresetToken>`);
  }

  /** Goes to a preset. */
  async preset(token: string): Promise<void> {
    const parameters = `<PresetToken>${escapeXml(token)}</PresetToken>`;
    await this.#motion.run((signal) => this.#do('GotoPreset', parameters, signal));
  }

  async home(): Promise<void> {
    await this.#motion.run((signal) => this.#do('GotoHomePosition', '', signal));
  }

  /** Focuses until it is stopped. @param speed -1 (near) to 1 (far) */
  async focus(speed: number): Promise<void> {
    const value = Math.max(-1, Math.min(1, speed)).toFixed(2);
    const parameters = `<Focus><tt:Continuous><tt:Speed>${value}</tt:Speed></tt:Continuous></Focus>`;
    await this.#lens.run(async (signal) => {
      await orRefused(this.#imaging('Move', parameters, signal), 'Move');
    });
  }

  /** As {@link PtzDevice.stop}, for the focus. */
  focusStop(): Promise<void> {
    return this.#lens.stop(() =>
      this.#surely(async () => {
        await orRefused(this.#imaging('Stop', ''), 'Stop');
      }),
    );
  }

  async #do(name: string, parameters: string, signal?: AbortSignal): Promise<void> {
    await orRefused(this.#ptz(name, parameters, signal), name);
  }

  #ptz(name: string, parameters: string, signal?: AbortSignal): Promise<XmlElement> {
    const { service, namespace, profileToken } = this.#head;
    const profile = `<ProfileToken>${escapeXml(profileToken)}</ProfileToken>`;
    return this.#session.call(service, { name, namespace, parameters: profile + parameters }, within(signal));
  }

  #imaging(name: string, parameters: string, signal?: AbortSignal): Promise<XmlElement> {
    const { focus } = this.#head;
    if (!focus) return Promise.reject(new MediaError('refused', 'no focus'));
    const { service, namespace, sourceToken } = focus;
    const source = `<VideoSourceToken>${escapeXml(sourceToken)}</VideoSourceToken>`;
    return this.#session.call(service, { name, namespace, parameters: source + parameters }, within(signal));
  }

  /** Does it, or signs in anew and does it: an old login may be good no more (a clock set, a nonce used up). */
  async #surely(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof MediaError)) throw error;
      this.#session = await begin(this.#options, within());
      await work();
    }
  }
}

async function begin(options: PtzOptions, signal: AbortSignal): Promise<Session> {
  const session = new Session({ ...options, signal });
  await readClock(session);
  return session;
}

async function orRefused(answer: Promise<XmlElement>, name: string): Promise<XmlElement> {
  try {
    return await answer;
  } catch (error) {
    throw error instanceof SoapFault ? new MediaError('refused', name) : error;
  }
}

function within(signal?: AbortSignal): AbortSignal {
  const end = AbortSignal.timeout(COMMAND_MS);
  return signal ? AbortSignal.any([signal, end]) : end;
}

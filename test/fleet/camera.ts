import { createHash } from 'node:crypto';
import { Admission } from './admission.ts';
import type { CameraSpec } from './camera-spec.ts';
import { openClip, type ClipSpec } from './clip.ts';
import { Gatekeeper, type AuthScheme } from './credentials.ts';
import { DeviceSettings } from './device-settings.ts';
import { Encoders } from './encoders.ts';
import { newCounters, NO_FAULTS, type Counters, type Faults } from './faults.ts';
import { MAKERS, type Maker } from './makers.ts';
import { MaskStore } from './masks.ts';
import type { OnvifDevice, Role } from './onvif-device.ts';
import { serveOnvif } from './onvif.ts';
import type { PacketizedClip } from './packetize.ts';
import type { StreamTrouble } from './playback.ts';
import { Port } from './port.ts';
import { PtzHead, type PtzEntry } from './ptz-head.ts';
import { serveRtsp, type RtspDevice } from './rtsp.ts';
import type { RtspSession, SessionMedia } from './rtsp-session.ts';
import { sessionDescription } from './sdp.ts';
import { openSpoilt, spoiltKind } from './spoilt.ts';
import { UdpPorts } from './udp-ports.ts';

/** From here on, one encoder is shared by all sessions, and nobody can ask it for a keyframe. */
const LONG_GOP_SECONDS = 5;
const REBOOT_AFTER_MS = 100;
const CUT_OFF: StreamTrouble = { stream: 'stall' };

/** One simulated camera: an ONVIF and an RTSP service on an address of its own. */
export class SimulatedCamera implements OnvifDevice, RtspDevice {
  readonly address: string;
  readonly onvifPort: number;
  readonly rtspPort: number;
  readonly username: string;
  readonly name: string;
  readonly maker: Maker;
  readonly audio: 'PCMA' | 'PCMU' | null;
  readonly clipNumber: number;
  /** The endpoint's uuid, the same in WS-Discovery and GetEndpointReference. */
  readonly hardwareId: string;
  readonly mac: string;
  readonly serialNumber: string;
  readonly counters: Counters = newCounters();
  readonly gatekeeper: Gatekeeper;
  readonly admission: Admission;
  readonly rtspAuth: AuthScheme;
  readonly sessionLimit: number;
  readonly fullStatus: number;
  readonly udpPorts: UdpPorts;
  readonly sessions = new Map<RtspSession, string>();
  readonly masks: MaskStore | null;
  readonly head: PtzHead | null;
  readonly settings = new DeviceSettings();
  readonly encoders: Encoders;
  faults: Faults;
  readonly #spec: CameraSpec;
  readonly #onvif: Port;
  readonly #rtsp: Port;
  #alive = false;
  #cutOff = false;
  #prepared: readonly Role[] = [];
  #reboot: NodeJS.Timeout | null = null;

  constructor(address: string, clipNumber: number, spec: CameraSpec) {
    this.#spec = spec;
    this.address = address;
    this.clipNumber = clipNumber;
    this.name = spec.name ?? `camera ${address}`;
    this.maker = MAKERS[spec.maker ?? 'yuanshan'];
    this.username = spec.username ?? 'admin';
    this.onvifPort = spec.onvifPort ?? 8000;
    this.rtspPort = spec.rtspPort ?? 8554;
    this.rtspAuth = spec.rtspAuth ?? 'digest';
    this.audio = spec.audio === undefined ? 'PCMA' : spec.audio;
    this.sessionLimit = spec.sessionLimit ?? 4;
    this.fullStatus = this.maker.fullStatus;
    this.faults = { ...NO_FAULTS, ...spec.faults };
    this.gatekeeper = new Gatekeeper(this.username, spec.password ?? 'Ningshan-2026', `${this.maker.manufacturer} IPC`);
    this.admission = new Admission(this.counters, () => this.faults, spec.lockAfter ?? null);
    this.udpPorts = new UdpPorts(address);
    // Streams begin anew, as on many devices: nobody keeps the picture without masks.
    const cut = (): void => this.cutStreams();
    this.masks = (spec.masks ?? this.maker.media2) ? new MaskStore(() => this.faults.masks, cut) : null;
    this.head = spec.ptz ? new PtzHead() : null;
    this.encoders = new Encoders(
      clipNumber,
      spec,
      () => this.faults,
      () => this.masks?.drawn ?? [],
    );
    const hash = createHash('sha256').update(`${address}:${this.onvifPort}`).digest('hex');
    const tail = hash.slice(0, 10);
    this.mac = `02${tail}`.match(/../g)?.join(':') ?? '';
    this.hardwareId = `4419d68a-${hash.slice(10, 14)}-4${hash.slice(14, 17)}-8${hash.slice(17, 20)}-02${tail}`;
    this.serialNumber = `${this.maker.manufacturer.slice(0, 2).toUpperCase()}${hash.slice(20, 30).toUpperCase()}`;
    this.#onvif = new Port(address, this.onvifPort, (socket) => serveOnvif(socket, this));
    this.#rtsp = new Port(address, this.rtspPort, (socket) => serveRtsp(socket, this));
  }

  /** The stream's URL, without credentials. */
  rtspUrl(role: Role): string {
    return `rtsp://${this.address}:${this.rtspPort}${this.maker.streamPath(role)}`;
  }

  /** Changes by ONVIF SetUser. */
  get password(): string {
    return this.gatekeeper.password;
  }

  /** Commands that its head received; empty where it has none. */
  get ptzLog(): readonly PtzEntry[] {
    return this.head?.log ?? [];
  }

  /** The clip that a stream plays, faults included. */
  clip(role: Role): ClipSpec {
    return this.encoders.clip(role);
  }

  /** The device's own clock, ms since 1970. */
  deviceTime(): number {
    return Date.now() + this.faults.clockSkewMs;
  }

  /** Sets the device's clock to a moment, ms since 1970. */
  setTime(time: number): void {
    this.faults = { ...this.faults, clockSkewMs: time - Date.now() };
  }

  /** Streams begin anew. */
  cutStreams(): void {
    this.#rtsp.cut();
  }

  /** ONVIF's SystemReboot: the answer still goes out. */
  restart(): void {
    this.counters.reboots++;
    this.reboot(REBOOT_AFTER_MS, this.#spec.rebootMs ?? 1500);
  }

  /** Whether it has power. */
  get alive(): boolean {
    return this.#alive;
  }

  /** Whether anything reaches it: power and uplink. */
  get reachable(): boolean {
    return this.#alive && !this.#cutOff;
  }

  /** Makes the clips that these streams play, so that nobody waits for them. @throws Error where ffmpeg cannot */
  async prepare(roles: readonly Role[]): Promise<void> {
    this.#prepared = roles;
    await Promise.all(roles.map((role) => this.#open(role)));
  }

  /**
   * Changes what is wrong with the device: exactly what is given, `{}` is a good camera. It is so at once; when this
   * resolves, ports have followed, and the clips that are played now are made.
   */
  async setFault(faults: Partial<Faults>): Promise<void> {
    this.faults = { ...NO_FAULTS, ...faults };
    this.admission.unlock();
    // Otherwise what was set over ONVIF would hide it.
    if (this.faults.codec ?? this.faults.gopSeconds) this.encoders.reset();
    await Promise.all([this.#movePorts(), this.prepare(this.#prepared)]);
  }

  /** Power is cut: all connections and ports close. */
  async die(): Promise<void> {
    this.#alive = false;
    this.gatekeeper.forget();
    this.admission.unlock();
    await this.#movePorts();
  }

  /** Its uplink is cut: whatever is sent to it vanishes, and nothing comes from it; connections stay as they are. */
  cutOff(): void {
    this.#cutOff = true;
    for (const port of [this.#onvif, this.#rtsp]) port.vanish();
  }

  /** Its uplink is back; connections from before are lost. */
  restore(): void {
    this.#cutOff = false;
    for (const port of [this.#onvif, this.#rtsp]) port.appear();
  }

  /** Power is back. */
  async revive(): Promise<void> {
    this.#alive = true;
    await this.#movePorts();
  }

  /** Dies after `afterMs`, and is back `downMs` later. */
  reboot(afterMs: number, downMs: number): void {
    if (this.#reboot) clearTimeout(this.#reboot);
    this.#reboot = setTimeout(() => {
      void this.die();
      this.#reboot = setTimeout(() => void this.revive(), downMs);
    }, afterMs);
  }

  /** For good. */
  async close(): Promise<void> {
    if (this.#reboot) clearTimeout(this.#reboot);
    this.#reboot = null;
    await this.die();
  }

  async #movePorts(): Promise<void> {
    const { onvif, rtsp } = this.faults;
    await Promise.all([
      this.#alive && onvif !== 'closed' ? this.#onvif.open() : this.#onvif.shut(),
      this.#alive && rtsp !== 'closed' ? this.#rtsp.open() : this.#rtsp.shut(),
    ]);
  }

  /** SetSynchronizationPoint of a profile. @returns false where this device does not know it */
  synchronize(role: Role): boolean {
    if (this.#spec.syncPoint === false) return false;
    this.counters.syncPoints++;
    for (const [session, path] of this.sessions) {
      // Without a clip there is no keyframe to make; the session's own request has failed the same way.
      if (path === this.maker.streamPath(role)) session.requestKeyframe().catch(() => session.close());
    }
    return true;
  }

  #role(path: string): Role | null {
    const asked = decodeURIComponent(path).replace(/\/$/, '');
    return (['main', 'sub'] as const).find((role) => this.maker.streamPath(role) === asked) ?? null;
  }

  /** What a stream shows now, its first phase. */
  #open(role: Role): Promise<PacketizedClip> {
    const spoilt = spoiltKind(this.faults.stream);
    return spoilt ? openSpoilt(spoilt, this.clip(role), 0) : openClip(this.clip(role), 0, this.#inBand);
  }

  get #inBand(): boolean {
    return this.#spec.inBand ?? true;
  }

  async describe(path: string): Promise<string | null> {
    const role = this.#role(path);
    if (!role) return null;
    const { address, audio, name } = this;
    if (this.faults.stream === 'no-video') return sessionDescription({ address, name, video: null, audio });
    if (this.encoders.coding(role) === 'JPEG') return sessionDescription({ address, name, video: 'mjpeg', audio });
    const clip = this.clip(role);
    const { parameterSets } = await this.#open(role);
    return sessionDescription({ address, name, video: { codec: clip.codec, fps: clip.fps, parameterSets }, audio });
  }

  media(path: string): SessionMedia | null {
    const role = this.#role(path);
    if (!role) return null;
    const clip = this.clip(role);
    const trouble = (): StreamTrouble => (this.#cutOff ? CUT_OFF : this.faults);
    const startsAtKeyframe = this.#spec.startsAtKeyframe ?? clip.gopSeconds < LONG_GOP_SECONDS;
    const silent = this.encoders.coding(role) === 'JPEG';
    return {
      video: silent ? null : { clip, inBand: this.#inBand, startsAtKeyframe, trouble },
      audio: this.audio,
      trouble,
    };
  }
}

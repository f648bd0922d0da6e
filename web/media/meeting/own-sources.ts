import type { types } from 'mediasoup-client';
import type { Source } from '../../../server/contract/meeting-room.ts';
import { Emitter } from '../emitter.ts';
import { mediaDevices, openDevice, openScreen, type Devices } from './capture.ts';
import type { Seat } from './seat.ts';

interface Own {
  track: MediaStreamTrack;
  on: boolean;
  producer: types.Producer | null;
}

interface OwnEvents extends Record<string, unknown[]> {
  change: [];
  /** A source that was on could not be sent again, or its device has gone. */
  problem: [unknown];
}

/**
 * What this page sends: microphone and camera with their switches, and the screen. They outlive a lost connection: the next
 * seat sends again what was on. A switched-off camera is given back to the computer, so that its light goes out; a
 * switched-off microphone is kept, so that its first word is not lost.
 */
export class OwnSources extends Emitter<OwnEvents> {
  readonly #sources = new Map<Source, Own>();
  readonly #devicesChanged = (): void => void this.#inTurn(() => this.#replaceLost()).catch(this.#problem);
  readonly #problem = (thrown: unknown): void => this.emit('problem', thrown);
  readonly #devices: Devices;
  #seat: Seat | null = null;
  #turn: Promise<unknown> = Promise.resolve();
  #open = false;

  constructor(devices: Devices) {
    super();
    this.#devices = devices;
  }

  /** Follows devices that come and go. */
  open(): void {
    this.#open = true;
    mediaDevices()?.addEventListener('devicechange', this.#devicesChanged);
  }

  isOn(source: Source): boolean {
    return this.#sources.get(source)?.on ?? false;
  }

  /** To show one's own picture; null while it is off. */
  track(source: Source): MediaStreamTrack | null {
    const own = this.#sources.get(source);
    return own?.on ? own.track : null;
  }

  /**
   * Opens the device and sends it.
   * @throws CaptureError, HubError; then it is off
   */
  turnOn(source: 'microphone' | 'camera'): Promise<void> {
    return this.#inTurn(async () => {
      const kept = this.#sources.get(source);
      const track = kept?.track.readyState === 'live' ? kept.track : await openDevice(source, this.#devices);
      if (this.#open) await this.#put(source, track);
      else track.stop();
    });
  }

  /** @throws HubError; it is off in any case */
  turnOff(source: 'microphone' | 'camera'): Promise<void> {
    // At once: the browser may still be asking for another device, and nobody is heard meanwhile who has pressed it.
    this.#hush(source);
    return this.#inTurn(async () => {
      const own = this.#hush(source);
      if (own?.producer) await this.#seat?.setSource(source, 'off');
    });
  }

  /** Asks which screen, and shows it. @throws CaptureError, HubError */
  share(): Promise<void> {
    return this.#inTurn(async () => {
      const { screen, sound } = await openScreen();
      if (!this.#open) {
        screen.stop();
        sound?.stop();
        return;
      }
      // The browser's own "stop sharing".
      screen.addEventListener('ended', () => void this.unshare().catch(this.#problem));
      try {
        await this.#put('screen', screen);
        if (sound) await this.#put('screen-sound', sound);
      } catch (thrown) {
        sound?.stop();
        throw thrown;
      }
    });
  }

  /** Takes the screen and its sound out of the room. @throws HubError */
  unshare(): Promise<void> {
    return this.#inTurn(async () => {
      for (const source of ['screen', 'screen-sound'] as const) {
        const own = this.#remove(source);
        if (own?.producer) await this.#seat?.setSource(source, 'closed');
      }
    });
  }

  /** Sends from this seat what is on. What cannot be sent is told as `problem`, and off. */
  attach(seat: Seat): Promise<void> {
    return this.#inTurn(async () => {
      this.#seat = seat;
      for (const [source, own] of [...this.#sources]) {
        own.producer = null;
        if (own.on) await this.#put(source, own.track).catch(this.#problem);
        else this.#sources.delete(source);
        if (!own.on) own.track.stop();
      }
    });
  }

  /** The seat is gone; devices stay open for the next one. */
  detach(): void {
    this.#seat = null;
    for (const own of this.#sources.values()) own.producer = null;
  }

  /** Gives all devices back. May be opened again. */
  close(): void {
    this.#open = false;
    mediaDevices()?.removeEventListener('devicechange', this.#devicesChanged);
    for (const source of [...this.#sources.keys()]) this.#remove(source);
  }

  async #put(source: Source, track: MediaStreamTrack): Promise<void> {
    const own: Own = this.#sources.get(source) ?? { track, on: false, producer: null };
    this.#sources.set(source, own);
    const before = own.on;
    const replaced = own.track !== track;
    if (replaced) own.track.stop();
    own.track = track;
    own.on = true;
    this.emit('change');
    const seat = this.#seat;
    try {
      await this.#send(source, own, replaced);
    } catch (thrown) {
      // Lost, and not refused: the next seat sends it.
      if (seat?.closed) return;
      // Refused, as by a chair's mute: what is in the room stays as it was.
      if (own.producer && !own.producer.closed) this.#restore(source, own, before);
      else this.#remove(source);
      throw thrown;
    }
  }

  #hush(source: 'microphone' | 'camera'): Own | null {
    const own = this.#sources.get(source);
    if (!own) return null;
    own.on = false;
    own.producer?.pause();
    if (source === 'camera') own.track.stop();
    this.emit('change');
    return own;
  }

  #restore(source: Source, own: Own, on: boolean): void {
    own.on = on;
    if (!on && source === 'camera') own.track.stop();
    this.emit('change');
  }

  async #send(source: Source, own: Own, replaced: boolean): Promise<void> {
    const seat = this.#seat;
    if (!seat || seat.closed) return;
    if (!own.producer || own.producer.closed) {
      own.producer = await seat.produce(source, own.track);
      return;
    }
    if (replaced) await own.producer.replaceTrack({ track: own.track });
    await seat.setSource(source, 'on');
    own.producer.resume();
  }

  #remove(source: Source): Own | null {
    const own = this.#sources.get(source) ?? null;
    if (!own) return null;
    own.on = false;
    own.track.stop();
    own.producer?.close();
    this.#sources.delete(source);
    this.emit('change');
    return own;
  }

  /** A device that was pulled out is replaced by another of its kind. */
  async #replaceLost(): Promise<void> {
    for (const source of ['microphone', 'camera'] as const) {
      const own = this.#sources.get(source);
      if (own?.on && own.track.readyState === 'ended') {
        const track = await openDevice(source, this.#devices);
        // Closed, or switched off, while the browser asked.
        if (this.isOn(source)) await this.#put(source, track);
        else track.stop();
      }
    }
  }

  /** One act after the other: a quick hand's second press waits for the first. */
  #inTurn(act: () => Promise<void>): Promise<void> {
    const done = this.#turn.then(act, act);
    this.#turn = done.catch(() => undefined);
    return done;
  }
}

import type { types } from 'mediasoup-client';
import type { Seat } from './seat.ts';
import type { Voice } from './voices.ts';

/** What could not be opened (its sender just left, its worker died) is tried again after this time, ms. */
const AGAIN_MS = 800;

interface Heard {
  consumer: types.Consumer | null;
  element: HTMLAudioElement;
}

/** Plays the voices that are chosen, each by an element of its own. */
export class Listening {
  readonly #heard = new Map<string, Heard>();
  readonly #speaker: string | undefined;
  readonly #blocked: () => void;
  #seat: Seat | null = null;
  #wanted: readonly Voice[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param speaker id of the device to play on; undefined: the browser's own
   * @param blocked the browser plays nothing until the user has pressed something: then call `unblock()`
   */
  constructor(speaker: string | undefined, blocked: () => void) {
    this.#speaker = speaker;
    this.#blocked = blocked;
  }

  /** How many are open. */
  get count(): number {
    return this.#heard.size;
  }

  /** From now on these, and no others; of this seat. */
  listen(seat: Seat | null, voices: readonly Voice[]): void {
    if (seat !== this.#seat) this.#dropAll();
    this.#seat = seat;
    this.#wanted = voices;
    const keys = new Set(voices.map(keyOf));
    for (const key of [...this.#heard.keys()]) if (!keys.has(key)) this.#drop(key);
    if (!seat) return;
    for (const voice of voices) {
      if (!this.#heard.has(keyOf(voice))) this.#open(seat, voice).catch(() => this.#again(voice));
    }
  }

  /** After the user has pressed something. */
  unblock(): void {
    for (const { element } of this.#heard.values()) this.#play(element);
  }

  close(): void {
    this.#wanted = [];
    this.#dropAll();
  }

  async #open(seat: Seat, voice: Voice): Promise<void> {
    const key = keyOf(voice);
    const heard: Heard = { consumer: null, element: new Audio() };
    this.#heard.set(key, heard);
    const consumer = await seat.consume(voice.participantId, voice.source, 0);
    if (this.#heard.get(key) !== heard) {
      seat.drop(consumer);
      return;
    }
    heard.consumer = consumer;
    consumer.observer.once('close', () => {
      if (this.#heard.get(key) === heard) this.#again(voice);
    });
    heard.element.srcObject = new MediaStream([consumer.track]);
    if (this.#speaker) await setOutput(heard.element, this.#speaker);
    this.#play(heard.element);
    // Of a sound every width but 0 means the same.
    await seat.show(consumer, 1);
  }

  #play(element: HTMLAudioElement): void {
    element.play().catch((thrown: unknown) => {
      // An element that was taken away meanwhile is no hindrance; only the browser's rule is.
      if (thrown instanceof DOMException && thrown.name === 'NotAllowedError') this.#blocked();
    });
  }

  #again(voice: Voice): void {
    this.#drop(keyOf(voice));
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.listen(this.#seat, this.#wanted), AGAIN_MS);
  }

  #drop(key: string): void {
    const heard = this.#heard.get(key);
    if (!heard) return;
    this.#heard.delete(key);
    heard.element.pause();
    heard.element.srcObject = null;
    if (heard.consumer && this.#seat && !this.#seat.closed) this.#seat.drop(heard.consumer);
  }

  #dropAll(): void {
    clearTimeout(this.#timer);
    for (const key of [...this.#heard.keys()]) this.#drop(key);
  }
}

function keyOf({ participantId, source }: Voice): string {
  return `${participantId}:${source}`;
}

/** A loudspeaker that is not there any more: the browser's own plays. */
async function setOutput(element: HTMLAudioElement, id: string): Promise<void> {
  await element.setSinkId(id).catch(() => undefined);
}

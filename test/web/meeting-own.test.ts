import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { HubError } from '../../web/api/hub-error.ts';
import { OwnSources } from '../../web/media/meeting/own-sources.ts';
import type { Seat } from '../../web/media/meeting/seat.ts';

/** What these tests need of a track. */
class Track extends EventTarget {
  readyState = 'live';
  contentHint = '';
  stop(): void {
    this.readyState = 'ended';
  }
}

/** A seat that notes what it is asked, and answers as it is told. */
class FakeSeat {
  closed = false;
  readonly asked: string[] = [];
  produced: Promise<unknown> = Promise.resolve();

  async produce(source: string): Promise<object> {
    this.asked.push(`produce ${source}`);
    await this.produced;
    return { closed: false, pause: () => undefined, resume: () => undefined, close: () => undefined };
  }

  setSource(source: string, state: string): Promise<void> {
    this.asked.push(`${source} ${state}`);
    return Promise.resolve();
  }

  /** As the room takes it. */
  get seat(): Seat {
    return this as unknown as Seat;
  }
}

const streamOf = (...tracks: Track[]) => ({
  getTracks: () => tracks,
  getVideoTracks: () => tracks.slice(0, 1),
  getAudioTracks: () => tracks.slice(1),
});

let opened: Track[];
let own: OwnSources;
let screens: PromiseWithResolvers<ReturnType<typeof streamOf>>[];
let microphones: (() => Promise<unknown>) | null;

beforeEach(() => {
  [opened, screens, microphones] = [[], [], null];
  const getUserMedia = async ({ audio }: MediaStreamConstraints): Promise<object> => {
    if (audio && microphones) await microphones();
    const track = new Track();
    opened.push(track);
    return streamOf(track);
  };
  const getDisplayMedia = (): Promise<object> => {
    const asked = Promise.withResolvers<ReturnType<typeof streamOf>>();
    screens.push(asked);
    return asked.promise;
  };
  const mediaDevices = Object.assign(new EventTarget(), { getUserMedia, getDisplayMedia });
  vi.stubGlobal('navigator', { hardwareConcurrency: 8, mediaDevices });
  own = new OwnSources({});
  own.open();
});
afterEach(() => {
  own.close();
  vi.unstubAllGlobals();
});

test('what is switched off is off at once, though the browser still asks for another device', async () => {
  await own.turnOn('camera');
  const asked = Promise.withResolvers<undefined>();
  microphones = () => asked.promise;
  const on = own.turnOn('microphone');
  const off = own.turnOff('camera');
  expect(own.isOn('camera')).toBe(false);
  expect(opened[0]?.readyState).toBe('ended');
  asked.resolve(undefined);
  await Promise.all([on, off]);
  expect([own.isOn('camera'), own.isOn('microphone')]).toEqual([false, true]);
});

test('a screen or a device that is given only after one has left is given back', async () => {
  const share = own.share();
  await expect.poll(() => screens).toHaveLength(1);
  const [screen, sound] = [new Track(), new Track()];
  own.close();
  screens[0]?.resolve(streamOf(screen, sound));
  await share;
  expect([screen, sound].map(({ readyState }) => readyState)).toEqual(['ended', 'ended']);
  expect(own.isOn('screen')).toBe(false);

  own.open();
  await own.turnOn('microphone');
  const asked = Promise.withResolvers<undefined>();
  const again = vi.fn(() => asked.promise);
  microphones = again;
  opened[0]?.stop();
  navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
  await expect.poll(() => again.mock.calls).toHaveLength(1);
  own.close();
  asked.resolve(undefined);
  await expect.poll(() => opened[1]?.readyState).toBe('ended');
});

test('a second screen takes the place of the first, which is not captured any more', async () => {
  const [first, second] = [new Track(), new Track()];
  const shares = [own.share(), own.share()];
  await expect.poll(() => screens).toHaveLength(1);
  screens[0]?.resolve(streamOf(first));
  await expect.poll(() => screens).toHaveLength(2);
  screens[1]?.resolve(streamOf(second));
  await Promise.all(shares);
  expect([first, second].map(({ readyState }) => readyState)).toEqual(['ended', 'live']);
});

test('a seat that is lost while one begins to send takes nothing with it: the next one sends it', async () => {
  await own.turnOn('microphone');
  const problems: unknown[] = [];
  own.on('problem', (thrown) => problems.push(thrown));
  const lost = new FakeSeat();
  const refused = Promise.withResolvers<never>();
  lost.produced = refused.promise;
  const attached = own.attach(lost.seat);
  await expect.poll(() => lost.asked).toEqual(['produce microphone']);
  lost.closed = true;
  own.detach();
  refused.reject(HubError.local('local.offline'));
  await attached;
  expect([own.isOn('microphone'), opened[0]?.readyState, problems]).toEqual([true, 'live', []]);
  const next = new FakeSeat();
  await own.attach(next.seat);
  expect(next.asked).toEqual(['produce microphone']);
});

test('what the hub refuses is off, and told', async () => {
  await own.turnOn('microphone');
  const problems: unknown[] = [];
  own.on('problem', (thrown) => problems.push(thrown));
  const seat = new FakeSeat();
  const refusal = HubError.local('local.answer');
  seat.produced = Promise.reject(refusal);
  await own.attach(seat.seat);
  expect([own.isOn('microphone'), opened[0]?.readyState, problems]).toEqual([false, 'ended', [refusal]]);
});

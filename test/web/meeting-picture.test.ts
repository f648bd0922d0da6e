import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { RoomPicture } from '../../web/media/meeting/room-picture.ts';
import type { Seat } from '../../web/media/meeting/seat.ts';

class Observer {
  observe(): void {
    // Nothing changes its size or place here.
  }
  disconnect(): void {
    // As above.
  }
}

class Video extends EventTarget {
  srcObject: unknown = null;
  requestVideoFrameCallback(): void {
    // No frame comes here.
  }
  remove(): void {
    // It is in no document.
  }
}

/** A seat whose consumers, by their number, are shown or refused. */
class FakeSeat {
  closed = false;
  asked = 0;
  readonly dropped: number[] = [];
  readonly #shown: (number: number) => Promise<void>;

  constructor(shown: (number: number) => Promise<void>) {
    this.#shown = shown;
  }

  consume(): Promise<object> {
    return Promise.resolve({ number: ++this.asked, track: {}, observer: { once: () => undefined } });
  }

  show({ number }: { number: number }): Promise<void> {
    return this.#shown(number);
  }

  drop({ number }: { number: number }): void {
    this.dropped.push(number);
  }
}

let picture: RoomPicture;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('ResizeObserver', Observer);
  vi.stubGlobal('IntersectionObserver', Observer);
  vi.stubGlobal('MediaStream', Object);
  vi.stubGlobal('devicePixelRatio', 1);
  const page = { visibilityState: 'visible', createElement: () => new Video() };
  vi.stubGlobal('document', Object.assign(new EventTarget(), page));
});
afterEach(() => {
  picture.close();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function show(seat: FakeSeat): void {
  const host = { clientWidth: 320, append: () => undefined } as unknown as HTMLElement;
  const room = { seat: seat as unknown as Seat, audioOnly: false, onMedia: () => () => undefined };
  picture = new RoomPicture({ room, id: 'p', source: 'camera', host, shown: () => undefined });
}

test('one that had ended before we had it is given back, and another is asked for', async () => {
  const seat = new FakeSeat((number) => (number === 1 ? Promise.reject(new Error('unknown')) : Promise.resolve()));
  show(seat);
  await vi.advanceTimersByTimeAsync(1_000);
  expect([seat.asked, seat.dropped]).toEqual([2, [1]]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(seat.asked).toBe(2);
});

test('what is never shown is asked for ever more seldom', async () => {
  const seat = new FakeSeat(() => Promise.reject(new Error('refused')));
  show(seat);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(seat.asked).toBeGreaterThan(5);
  // At the first pace it would be a hundred times.
  expect(seat.asked).toBeLessThan(50);
});

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Handover } from '../../web/media/meeting/handover.ts';

const roomOf = (meetingId: string) => ({ meetingId, close: vi.fn() });
type FakeRoom = ReturnType<typeof roomOf>;

let handover: Handover<FakeRoom>;

beforeEach(() => {
  vi.useFakeTimers();
  handover = new Handover();
});
afterEach(() => vi.useRealTimers());

test('a page that goes leaves its room', () => {
  const room = roomOf('a');
  handover.letGo(room);
  expect(room.close).toHaveBeenCalledOnce();
});

test('a room that is offered is not left by the page that goes, and is the other page’s', () => {
  const room = roomOf('a');
  handover.offer(room);
  handover.letGo(room);
  expect(handover.find('b')).toBeNull();
  expect(handover.find('a')).toBe(room);
  handover.take(room);
  vi.runAllTimers();
  expect(room.close).not.toHaveBeenCalled();
  expect(handover.find('a')).toBeNull();
  handover.letGo(room);
  expect(room.close).toHaveBeenCalledOnce();
});

test('what nobody takes is left after a while, once', () => {
  const room = roomOf('a');
  handover.offer(room);
  handover.letGo(room);
  vi.runAllTimers();
  handover.close();
  expect(room.close).toHaveBeenCalledOnce();
});

test('only one is on its way, and none after the end', () => {
  const [first, second] = [roomOf('a'), roomOf('b')];
  handover.offer(first);
  handover.offer(second);
  expect(first.close).toHaveBeenCalledOnce();
  handover.close();
  expect(second.close).toHaveBeenCalledOnce();
});

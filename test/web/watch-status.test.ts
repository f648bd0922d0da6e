import { expect, test } from 'vitest';
import type { ChannelState } from '../../server/contract/camera.ts';
import { HubError } from '../../web/api/hub-error.ts';
import {
  freshness,
  newStatus,
  STALE_MS,
  tileView,
  wantsGrant,
  type WatchStatus,
} from '../../web/media/watch-status.ts';

const status = (part: Partial<WatchStatus>): WatchStatus => ({ ...newStatus(1_000), ...part });
const channel = (part: Partial<ChannelState>): ChannelState => ({
  channelId: 'c1',
  state: 'live',
  cause: null,
  since: 500,
  viewers: 1,
  transcoding: false,
  ...part,
});

test('a frame is fresh for two seconds', () => {
  expect(freshness(null, 9_000)).toBe('none');
  expect(freshness(1_000, 1_000 + STALE_MS)).toBe('fresh');
  expect(freshness(1_000, 1_001 + STALE_MS)).toBe('stale');
});

test('a picture that moves is live, whatever else is said', () => {
  const view = tileView(status({ phase: 'live', firstPictureMs: 120 }), channel({ state: 'retrying', cause: 'rtsp' }));
  expect(view).toEqual({ state: 'live', firstPictureMs: 120 });
});

test('without one, the cause of the channel is told, since it began', () => {
  for (const phase of ['connecting', 'stale'] as const) {
    const view = tileView(status({ phase }), channel({ state: 'retrying', cause: 'no-packets' }));
    expect(view).toMatchObject({ state: 'failed', cause: 'no-packets', since: 500 });
  }
});

test('a cause that is over is not told', () => {
  expect(tileView(status({}), channel({ state: 'live' }))).toEqual({ state: 'connecting', since: 1_000 });
  expect(tileView(status({ phase: 'stale' }), undefined)).toEqual({ state: 'stale', since: 1_000 });
});

test("the watcher's own failure is told when it is all that is known", () => {
  const error = HubError.local('local.media');
  expect(tileView(status({ phase: 'failed', error }), channel({}))).toMatchObject({
    state: 'failed',
    error,
    cause: null,
  });
  expect(tileView(status({ phase: 'failed', ended: 'camera-removed' }), undefined)).toMatchObject({
    state: 'failed',
    ended: 'camera-removed',
  });
});

test('only another grant helps where the grant is the matter', () => {
  const refusal = (code: string): HubError => new HubError({ code, message: { zh: '错误', en: 'wrong' } });
  expect(['grant.ended', 'grant.scope', 'grant.unknown'].every((code) => wantsGrant(refusal(code)))).toBe(true);
  expect(['ticket.invalid', 'watch.too-many', 'camera.rtsp'].some((code) => wantsGrant(refusal(code)))).toBe(false);
});

import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { causes, MediaError } from '../../media/index.ts';
import { toHubError } from '../../server/error-mapping.ts';
import { catalogue, HubError } from '../../server/errors.ts';
import { StoreError } from '../../server/store/store-error.ts';
import { ROOT } from './rig.ts';

const codes = Object.keys(catalogue);

test('every code is used, and every cause has one', () => {
  const exclude = ['server/errors.ts', 'server/wall-errors.ts', 'server/meeting-errors.ts', 'server/room-errors.ts'];
  const sources = globSync('server/**/*.ts', { cwd: ROOT, exclude });
  const text = sources.map((path) => readFileSync(join(ROOT, path), 'utf8')).join('\n');
  const ofCauses = causes.map((cause) => `camera.${cause}`);
  expect(ofCauses.filter((code) => !codes.includes(code))).toEqual([]);
  expect(codes.filter((code) => !ofCauses.includes(code) && !text.includes(`'${code}'`))).toEqual([]);
});

test('every code says what happened in both languages, with the same places to fill', () => {
  const places = (text: string) =>
    (text.match(/\{\w+\}/g) ?? []).filter((place) => !/^\{(zh|en)\}$/.test(place)).sort();
  for (const [code, { zh, en, status }] of Object.entries(catalogue)) {
    expect([code, /\p{Script=Han}/u.test(zh)]).toEqual([code, true]);
    expect([code, /^[\x20-\x7e]+$/.test(en)]).toEqual([code, true]);
    expect([code, places(zh)]).toEqual([code, places(en)]);
    expect(status).toBeGreaterThanOrEqual(400);
  }
});

test('values are filled in', () => {
  expect(new HubError('session.delayed', { seconds: 8 }).toBody()).toEqual({
    code: 'session.delayed',
    message: { zh: '失败次数过多，请在 8 秒后重试', en: 'Too many failures: try again in 8 s' },
  });
});

test('an unknown error tells only its number', () => {
  const told = toHubError(new Error('select * from users where password = secret'), 'number-1');
  expect(told.toBody().code).toBe('server.internal');
  expect(JSON.stringify(told.toBody())).toContain('number-1');
  expect(JSON.stringify(told.toBody())).not.toContain('secret');
});

test('errors of media and of the store keep their meaning', () => {
  expect(toHubError(new MediaError('credentials', 'said no'), '').code).toBe('camera.credentials');
  expect(toHubError(new StoreError('unavailable', 'busy'), '').code).toBe('store.unavailable');
  expect(toHubError(new StoreError('full', 'no room'), '').code).toBe('store.full');
  expect(toHubError(new StoreError('conflict', 'taken'), '').code).toBe('store.conflict');
  expect(toHubError(new StoreError('unreadable', 'row'), '').code).toBe('server.internal');
});

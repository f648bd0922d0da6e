import { expect, test } from 'vitest';
import { readEnvelope } from '../../web/media/envelope.ts';

test('replies, refusals and notifications are told apart', () => {
  expect(readEnvelope('{"id":3,"ok":true,"data":{"a":1}}')).toEqual({ kind: 'reply', id: 3, data: { a: 1 } });
  expect(readEnvelope('{"notification":"camera.changed","data":{}}')).toEqual({
    kind: 'notification',
    name: 'camera.changed',
    data: {},
  });
  const refusal = readEnvelope(
    '{"id":4,"ok":false,"error":{"code":"permission.denied","message":{"zh":"否","en":"no"}}}',
  );
  expect(refusal).toMatchObject({ kind: 'refusal', id: 4, error: { code: 'permission.denied' } });
});

test('a refusal without a reason is still one', () => {
  expect(readEnvelope('{"id":4,"ok":false}')).toMatchObject({ kind: 'refusal', error: { code: 'local.answer' } });
});

test.each(['', '{', 'null', '"hello"', '{"id":"3","ok":true}', '{"notification":"toString"}', '{"notification":7}'])(
  '%j is nothing',
  (text) => expect(readEnvelope(text)).toBeNull(),
);

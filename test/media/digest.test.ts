import { describe, expect, test } from 'vitest';
import { chooseChallenge, Login } from '../../media/digest.ts';

const credentials = { username: 'Mufasa', password: 'Circle of Life' };
const digest = (more: string): string => `Digest realm="http-auth@example.org", nonce="7ypf/xlj9XXwfDPE", ${more}`;

function login(header: string, user = credentials): Login {
  const challenge = chooseChallenge([header]);
  if (challenge === null) throw new Error('no challenge');
  return new Login(challenge, user);
}

/** Fields of an `Authorization` header. */
function fields(header: string): Record<string, string | undefined> {
  return Object.fromEntries([...header.matchAll(/(\w+)="?([^",]*)"?/g)].map(([, key = '', value]) => [key, value]));
}

describe('which challenge is answered', () => {
  test.each([
    [['Basic realm="x"', digest('algorithm=MD5')], { scheme: 'digest', algorithm: 'MD5' }],
    [[digest('algorithm=MD5'), digest('algorithm=SHA-256, qop="auth"')], { algorithm: 'SHA-256', qop: true }],
    [['Digest realm="a", nonce="b", Basic realm="c"'], { scheme: 'digest', realm: 'a', nonce: 'b', qop: false }],
    [['BASIC realm="only"'], { scheme: 'basic' }],
    [['digest Realm = "a" ,nonce="b",qop="auth-int, auth",stale=TRUE'], { qop: true, stale: true }],
  ])('%j', (headers, expected) => expect(chooseChallenge(headers)).toMatchObject(expected));

  test.each([
    [],
    [''],
    ['Negotiate'],
    ['Digest realm="a"'],
    [digest('algorithm=MD5-sess')],
    [digest('qop="auth-int"')],
  ])('none in %j', (...headers) => expect(chooseChallenge(headers)).toBeNull());
});

test('without qop, as RFC 2069 has it', () => {
  const header = login('Digest realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093"', {
    username: 'Mufasa',
    password: 'CircleOfLife',
  }).authorize('GET', '/dir/index.html');
  expect(header).toContain('response="1949323746fe6a43ef61f9606e7febea"');
  expect(header).not.toContain('algorithm');
});

test('with qop the count goes up, and each answer is another', () => {
  const one = login(digest('qop="auth", algorithm=SHA-256, opaque="kept"'));
  const [first, second] = [fields(one.authorize('PLAY', 'rtsp://h/')), fields(one.authorize('PLAY', 'rtsp://h/'))];
  expect(first).toMatchObject({ nc: '00000001', qop: 'auth', algorithm: 'SHA-256', opaque: 'kept' });
  expect(second).toMatchObject({ nc: '00000002' });
  expect(first['response']).toHaveLength(64);
  expect(second['response']).not.toBe(first['response']);
});

test('a name in Chinese goes as UTF-8, and no name breaks out of its quotes', () => {
  const header = login(digest(''), { username: '王"\\', password: 'x' }).authorize('PLAY', 'rtsp://h/');
  expect(Buffer.from(header, 'latin1').toString('utf8')).toContain('username="王\\"\\\\"');
  const basic = login('Basic realm="x"', { username: '王', password: '密' }).authorize('PLAY', 'rtsp://h/');
  expect(Buffer.from(basic.slice(6), 'base64').toString('utf8')).toBe('王:密');
});

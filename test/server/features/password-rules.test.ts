import { expect, test } from 'vitest';
import { HubError } from '../../../server/errors.ts';
import { networkOf } from '../../../server/network.ts';
import { checkPassword } from '../../../server/features/session/password-rules.ts';

test.each([
  ['Wang.zhuren2026', '不能包含用户名'],
  ['password2026!!', '这是常见密码'],
  ['P@ssw0rd20260101', '这是常见密码'],
  ['1qaz2wsx3edc', '这是常见密码'],
  ['Admin123456789', '这是常见密码'],
  ['abcabcabcabc', '只是重复的字符'],
  ['aaaaaaaaaaaa', '只是重复的字符'],
  ['宁陕宁陕宁陕宁陕宁陕宁陕', '只是重复的字符'],
  ['123456789012', '是连续的字符或按键'],
  ['abcdefghijkl', '是连续的字符或按键'],
  ['0987654321qwertyuiop', '这是常见密码'],
  ['lkjhgfdsa0987', '是连续的字符或按键'],
])('%s is refused', (password, zh) => {
  const refused: unknown = (() => {
    try {
      checkPassword(password, 'wang.zhuren');
    } catch (error) {
      return error;
    }
  })();
  expect(refused).toBeInstanceOf(HubError);
  expect(refused).toMatchObject({ code: 'password.weak', values: { zh } });
  expect(String(refused)).not.toContain(password);
});

test.each(['a long enough passphrase', '山高水长 2026 桥头', 'kX7!vv2_Lpq0Zt', 'password of the four seasons'])(
  '%s is taken',
  (password) => {
    expect(() => checkPassword(password, 'wang')).not.toThrow();
  },
);

test.each([
  ['10.0.0.7', '10.0.0.7'],
  ['::ffff:10.0.0.7', '10.0.0.7'],
  ['2001:DB8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
])('tries from %s are counted by %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});

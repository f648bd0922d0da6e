import { HubError } from '../../errors.ts';
import { commonPasswords } from './known-passwords.ts';

/** The least different characters. */
const LEAST_DIFFERENT = 5;
/** The least steps to the neighbour, of all, that make a sequence. */
const SEQUENCE_SHARE = 0.7;

const rows = ['abcdefghijklmnopqrstuvwxyz', '01234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const neighbours = new Set(
  rows.flatMap((row) =>
    Array.from(row).flatMap((letter, index) => [letter + row.charAt(index + 1), row.charAt(index + 1) + letter]),
  ),
);

/**
 * What the hub asks of a password beside its length (contract/session.ts, NewPassword). No letters, digits and signs by
 * number: that makes people choose worse ones (NIST SP 800-63B, 3.1.1.2).
 * @throws HubError `password.weak`
 */
export function checkPassword(password: string, username: string): void {
  const weakness = weaknessOf(password, username);
  if (weakness !== null) throw new HubError('password.weak', weakness);
}

/** Why the password is refused; null: it is taken. */
export function weaknessOf(typed: string, name: string): { zh: string; en: string } | null {
  const [password = '', username = ''] = [typed, name].map((text) => text.normalize('NFKC').toLowerCase());
  if (username.length > 2 && password.includes(username)) {
    return { zh: '不能包含用户名', en: 'it must not hold the user name' };
  }
  const core = password.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  if (commonPasswords.has(password) || (core !== '' && commonPasswords.has(plain(core)))) {
    return { zh: '这是常见密码', en: 'many people use it' };
  }
  if (new Set(password).size < LEAST_DIFFERENT || /^(.{1,6}?)\1+$/u.test(password)) {
    return { zh: '只是重复的字符', en: 'it only repeats itself' };
  }
  if (isSequence(password)) return { zh: '是连续的字符或按键', en: 'it is a sequence of letters, digits or keys' };
  return null;
}

/** With the letters that 0, 1, 3, 4, 5, @ and $ are written for. */
function plain(text: string): string {
  const letters: Readonly<Record<string, string>> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', '@': 'a', $: 's' };
  return text.replace(/[01345@$]/g, (sign) => letters[sign] ?? sign);
}

function isSequence(password: string): boolean {
  const letters = Array.from(password);
  const steps = letters.slice(1).filter((letter, index) => {
    const before = letters[index] ?? '';
    return letter === before || neighbours.has(before + letter);
  });
  return steps.length >= SEQUENCE_SHARE * (letters.length - 1);
}

import { beforeAll, describe, expect, test } from 'vitest';
import { Passcodes } from '../../../server/features/room/passcodes.ts';
import { hashPassword } from '../../../server/password.ts';

let hash: string;
beforeAll(async () => {
  hash = await hashPassword('2468');
});

test('the right one is let in, the wrong one and none are not', async () => {
  const passcodes = new Passcodes();
  await expect(passcodes.check('a', undefined, hash)).rejects.toThrow('meeting.passcode-needed');
  await expect(passcodes.check('a', '1357', hash)).rejects.toThrow('meeting.passcode-wrong');
  await passcodes.check('a', '2468', hash);
  // Known again without the work, and no other is taken for it.
  await expect(passcodes.check('b', '24680', hash)).rejects.toThrow('meeting.passcode-wrong');
  await passcodes.check('b', '2468', hash);
});

test('after five wrong ones in a minute a user waits, others do not; also where they came at once', async () => {
  const passcodes = new Passcodes();
  await passcodes.check('knows', '2468', hash);
  const tries = Array.from({ length: 8 }, (_, index) => passcodes.check('guesses', `100${index}`, hash));
  const codes = (await Promise.allSettled(tries)).map((tried) =>
    tried.status === 'rejected' ? (tried.reason as { code: string }).code : 'in',
  );
  expect(codes.filter((code) => code === 'meeting.passcode-wrong')).toHaveLength(5);
  expect(codes.filter((code) => code === 'session.delayed')).toHaveLength(3);
  await expect(passcodes.check('guesses', '2468', hash)).rejects.toThrow('session.delayed');
  await passcodes.check('other', '2468', hash);
});

describe('guests of one link', () => {
  const codeOf = (work: Promise<void>): Promise<string> =>
    work.then(
      () => 'in',
      (error: unknown) => (error as { code: string }).code,
    );

  test('together have sixty wrong ones a minute, then one each; who is honest comes in, and the invited feel nothing', async () => {
    const passcodes = new Passcodes();
    await passcodes.check('knows', '2468', hash);
    for (let guest = 0; guest < 15; guest++) {
      for (let tries = 0; tries < 4; tries++) {
        expect(await codeOf(passcodes.check(`guest-${guest}`, '1357', hash, 'm'))).toBe('meeting.passcode-wrong');
      }
    }
    // Four were wrong, and a fifth would have been looked at.
    expect(await codeOf(passcodes.check('guest-0', '1357', hash, 'm'))).toBe('session.delayed');
    expect(await codeOf(passcodes.check('honest', '2468', hash, 'm'))).toBe('in');
    expect(await codeOf(passcodes.check('new', '1357', hash, 'm'))).toBe('meeting.passcode-wrong');
    expect(await codeOf(passcodes.check('new', '2468', hash, 'm'))).toBe('session.delayed');
    for (const one of ['invited', 'of another meeting']) {
      const guestOf = one === 'invited' ? null : 'other';
      expect(await codeOf(passcodes.check(one, '1357', hash, guestOf))).toBe('meeting.passcode-wrong');
      expect(await codeOf(passcodes.check(one, '2468', hash, guestOf))).toBe('in');
    }
  });

  test('right ones count for nothing', async () => {
    const passcodes = new Passcodes();
    const right = (guest: number) => codeOf(passcodes.check(`guest-${guest}`, '2468', hash, 'm'));
    const codes = await Promise.all(Array.from({ length: 100 }, (_, guest) => right(guest)));
    expect(codes.every((code) => code === 'in')).toBe(true);
    expect(await codeOf(passcodes.check('clumsy', '1357', hash, 'm'))).toBe('meeting.passcode-wrong');
    expect(await codeOf(passcodes.check('clumsy', '2468', hash, 'm'))).toBe('in');
  });
});

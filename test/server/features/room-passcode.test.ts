import { beforeAll, expect, test } from 'vitest';
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

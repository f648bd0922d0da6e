import { expect, test } from 'vitest';
import { lockFolder } from '../../../server/store/folder-lock.ts';
import { temporaryFolder } from '../rig.ts';

test('a data folder is one hub’s at a time, and free again afterwards', async () => {
  const folder = temporaryFolder();
  const first = await lockFolder(folder);
  await expect(lockFolder(folder)).rejects.toMatchObject({ problem: 'unavailable' });
  await first.release();
  const second = await lockFolder(folder);
  await second.release();
});

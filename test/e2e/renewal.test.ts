import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Grant } from '../../server/contract/grant.ts';
import { addCamera, setStage, type Stage } from './stage.ts';
import { awaitMoving, openWall } from './wall.ts';

let stage: Stage;
let channel: string;

beforeAll(async () => {
  stage = await setStage({ cameras: [{ clip: 0 }] });
  channel = await addCamera(stage, stage.camera(0));
});
afterAll(() => stage.close());

async function held(): Promise<Grant[]> {
  const { grants } = (await stage.client.expect('grant.own')) as { grants: Grant[] };
  return grants.filter(({ state }) => state === 'active');
}

test('a minute before the end it is asked whether to go on, and the picture stays', async () => {
  const { page, client, hub } = stage;
  const [long] = await held();
  if (!long) throw new Error('no grant');
  await client.expect('grant.revoke', { id: long.id });
  const { purpose, unitId, reason } = long;
  await client.expect('grant.request', { body: { purpose, unitId, reason, minutes: 1 } });
  await openWall(page, hub.url, [channel]);
  await awaitMoving(page, 0, 0);
  const question = page.locator('[data-renewal]');
  await question.getByRole('timer').waitFor();
  await question.getByRole('button', { name: '继续' }).click();
  await question.waitFor({ state: 'detached' });
  expect(await held()).toHaveLength(2);
  await awaitMoving(page, 0, 0);
});

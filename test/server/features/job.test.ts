import { expect, test } from 'vitest';
import { MediaError } from '../../../media/index.ts';
import { LocalBus } from '../../../server/cluster/local.ts';
import type { Job } from '../../../server/contract/job.ts';
import { HubError } from '../../../server/errors.ts';
import type { JobRunner } from '../../../server/features/job/run.ts';
import { JobService } from '../../../server/features/job/service.ts';
import { newId } from '../../../server/id.ts';
import type { SignedIn } from '../../../server/permissions.ts';
import type { Store } from '../../../server/store/store.ts';
import { addUser } from '../people.ts';
import { openStore } from '../rig.ts';

interface Rig {
  store: Store;
  jobs: JobService;
  actor: SignedIn;
  told: Job[];
  /** Resolves when the job is told to be in this state. */
  heard: (state: Job['state']) => Promise<Job>;
}

async function jobRig(runner: JobRunner, given?: { store: Store; userId: string }): Promise<Rig> {
  const store = given?.store ?? (await openStore());
  const userId = given?.userId ?? (await addUser(store, 'worker', ['technician']));
  const user = await store.users.find(userId);
  if (user === null) throw new Error('nobody');
  const bus = new LocalBus();
  const told: Job[] = [];
  bus.subscribe('job.changed', ({ job }) => told.push(job));
  const onError = (error: unknown): void => {
    throw error;
  };
  const jobs = await JobService.create({ store, bus, runners: { import: runner, repair: runner }, onError });
  const heard = (state: Job['state']): Promise<Job> =>
    new Promise((resolve) => {
      bus.subscribe('job.changed', ({ job }) => job.state === state && resolve(job));
    });
  return { store, jobs, actor: { user, address: '127.0.0.1' }, told, heard };
}

function items(count: number) {
  return Array.from({ length: count }, (_, index) => ({ label: `row ${index}`, cameraId: null, input: index }));
}

const NEW = { kind: 'import', title: 'a file', input: { secret: 'common-secret' } } as const;

test('each item has its result; failures have their causes; progress is told in few words', async () => {
  const id = newId();
  const rig = await jobRig((_actor, input, { input: index }) => {
    expect(input).toEqual(NEW.input);
    if (index === 3) throw new MediaError('credentials');
    if (index === 4) throw new HubError('org.retired');
    if (index === 5) throw new HubError('camera.range');
    if (index === 6) return Promise.resolve({ state: 'failed', cause: 'black', cameraId: id });
    return Promise.resolve({ state: index === 7 ? 'unchanged' : 'done', cameraId: id, before: 'a', after: 'b' });
  });
  const done = rig.heard('done');
  const begun = await rig.jobs.begin(rig.actor, { ...NEW, items: items(500) });
  expect(begun).toMatchObject({ state: 'running', total: 500, done: 0, username: 'worker' });
  expect(await done).toMatchObject({ id: begun.id, done: 500, failed: 4, unchanged: 1 });
  expect(rig.told.length).toBeLessThan(20);
  const failed = await rig.jobs.items(rig.actor, begun.id, { state: 'failed' });
  expect(
    failed.items.map(({ position, cause, error, cameraId }) => [position, cause, error?.code ?? null, cameraId]),
  ).toEqual([
    [3, 'credentials', null, null],
    [4, null, 'org.retired', null],
    [5, 'range', null, null],
    [6, 'black', null, id],
  ]);
  const [first] = (await rig.jobs.items(rig.actor, begun.id, { offset: 0, limit: 1 })).items;
  expect(first).toMatchObject({ state: 'done', cameraId: id, before: 'a', after: 'b', label: 'row 0' });
  expect((await rig.store.auditEvents.list(1))[0]).toMatchObject({ action: 'job.begin', detail: { total: 500 } });
});

test('stopped, the rest waits; resumed, only the rest and the failures are tried', async () => {
  const tried: unknown[] = [];
  let isDown = true;
  const rig = await jobRig(async (_actor, _input, { input }, signal) => {
    tried.push(input);
    if (input === 1 && isDown) throw new MediaError('tcp');
    if (input !== 0 && isDown) {
      await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('given up'))));
    }
    return { state: 'done' };
  });
  const { id } = await rig.jobs.begin(rig.actor, { ...NEW, items: items(200) });
  const stopped = await rig.jobs.stop(rig.actor, id);
  expect(stopped).toMatchObject({ state: 'stopped', total: 200 });
  expect(stopped.done).toBeLessThan(3);
  expect(tried.length).toBeLessThan(200);
  isDown = false;
  const before = tried.length;
  const done = rig.heard('done');
  await rig.jobs.resume(rig.actor, id);
  expect(await done).toMatchObject({ done: 200, failed: 0 });
  expect(tried.slice(before)).not.toContain(0);
  // Nothing is left to do: nothing is tried again.
  const count = tried.length;
  const again = rig.heard('done');
  await rig.jobs.resume(rig.actor, id);
  await again;
  expect(tried).toHaveLength(count);
});

test('after a restart it is stopped and can be resumed; its input is sealed until then', async () => {
  const never: JobRunner = (_actor, _input, _item, signal) =>
    new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('given up'))));
  const first = await jobRig(never);
  const { id } = await first.jobs.begin(first.actor, { ...NEW, items: items(3) });
  // The hub ends with no word.
  const second = await jobRig((_actor, input) => Promise.resolve({ state: 'done', after: JSON.stringify(input) }), {
    store: first.store,
    userId: first.actor.user.id,
  });
  expect(await second.jobs.list(second.actor)).toMatchObject([{ id, state: 'stopped', total: 3, done: 0 }]);
  const done = second.heard('done');
  await second.jobs.resume(second.actor, id);
  await done;
  const { items: results } = await second.jobs.items(second.actor, id, {});
  expect(results.map(({ after }) => after)).toEqual(Array(3).fill(JSON.stringify(NEW.input)));
  await first.jobs.close();
});

test('each sees their own; who lost the account does nothing more', async () => {
  const rig = await jobRig((actor) => Promise.resolve({ state: 'done', after: actor.user.username }));
  const done = rig.heard('done');
  const { id } = await rig.jobs.begin(rig.actor, { ...NEW, items: items(1) });
  await done;
  const otherId = await addUser(rig.store, 'other', ['technician']);
  const user = await rig.store.users.find(otherId);
  if (user === null) throw new Error('nobody');
  const other = { user, address: '' };
  expect(await rig.jobs.list(other)).toEqual([]);
  for (const act of [rig.jobs.items(other, id, {}), rig.jobs.stop(other, id), rig.jobs.resume(other, id)]) {
    await expect(act).rejects.toMatchObject({ code: 'job.unknown' });
  }
  await rig.store.users.update(otherId, { disabled: true });
  const over = rig.heard('done');
  const { id: ofOther } = await rig.jobs.begin(other, { ...NEW, items: items(1) });
  await over;
  const { items: results } = await rig.jobs.items(other, ofOther, {});
  expect(results[0]).toMatchObject({ state: 'failed', error: { code: 'permission.denied' } });
});

test('not more than four of one user at once', async () => {
  const rig = await jobRig(
    (_actor, _input, _item, signal) =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('given up')))),
  );
  for (let count = 0; count < 4; count++) await rig.jobs.begin(rig.actor, { ...NEW, items: items(1) });
  await expect(rig.jobs.begin(rig.actor, { ...NEW, items: items(1) })).rejects.toMatchObject({ code: 'job.busy' });
  await rig.jobs.close();
});

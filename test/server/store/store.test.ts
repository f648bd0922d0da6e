import { randomBytes } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Kysely, sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import { DECLARED } from '../../rig/declaration.ts';
import { newId } from '../../../server/id.ts';
import { Keys, sha256 } from '../../../server/keys.ts';
import type { StoredCamera } from '../../../server/store/camera-record.ts';
import { migrate } from '../../../server/store/migrate.ts';
import { SqliteDialect } from '../../../server/store/sqlite-dialect.ts';
import { SESSION_ABSOLUTE, SESSION_IDLE } from '../../../server/store/sessions.ts';
import { Store } from '../../../server/store/store.ts';
import type { NewUser } from '../../../server/store/users.ts';
import { openStore, temporaryFolder } from '../rig.ts';

/** Of the root, unless `changes` say otherwise. */
async function aCamera({ orgUnits }: Store, changes: Partial<StoredCamera> = {}): Promise<StoredCamera> {
  const profile = {
    token: 't',
    codec: 'H264',
    width: 1280,
    height: 720,
    fps: 12.5,
    gop: 25,
    bitrate: 1_000_000,
  } as const;
  const streams = { bFrames: false, audio: 'PCMA' } as const;
  return {
    id: newId(),
    name: '村口',
    unitId: (await orgUnits.root()).id,
    placement: DECLARED,
    accepted: true,
    signCode: randomBytes(5).toString('hex'),
    signPhotoAt: null,
    testPicture: null,
    kind: 'onvif',
    address: '127.20.0.1',
    port: 8000,
    credentials: { username: 'admin', password: 'camera passphrase' },
    hardwareId: 'hw-1',
    manufacturer: 'maker',
    model: 'm1',
    clockOffsetMs: -1500,
    channels: [
      {
        id: newId(),
        token: 'source-1',
        name: 'one',
        masks: [],
        maskTokens: [],
        maskState: 'none',
        gbId: '',
        ptz: null,
        profiles: [
          { ...profile, ...streams, role: 'main', streamUri: 'rtsp://127.20.0.1:8554/main' },
          {
            ...profile,
            ...streams,
            role: 'sub',
            width: 640,
            height: 360,
            audio: null,
            streamUri: 'rtsp://127.20.0.1:8554/sub',
          },
        ],
      },
    ],
    createdAt: 1000,
    updatedAt: 2000,
    ...changes,
  };
}

function aUser(unitId: string, username: string): NewUser {
  return { username, name: username, phone: '', unitId, expiresAt: null, passwordHash: 'x' };
}

/** The file as anybody may find it. */
function rawContent(folder: string): string {
  const files = readdirSync(folder).filter((name) => name.startsWith('hub.sqlite'));
  return files.map((name) => readFileSync(join(folder, name), 'latin1')).join('');
}

test('a camera comes back as it was stored', async () => {
  const store = await openStore();
  const { cameras } = store;
  const camera = await aCamera(store);
  await cameras.save(camera);
  const [channel] = camera.channels;
  expect(await cameras.find(camera.id)).toEqual(camera);
  expect(await cameras.findByChannel(channel?.id ?? '')).toEqual(camera);
  expect(await cameras.findByHardwareId('hw-1')).toEqual(camera);
  expect(await cameras.findByHosts(['127.20.0.1'])).toEqual([camera]);
  expect(await cameras.findByHosts(['127.20.0.10', '127.20.0'])).toEqual([]);
  expect(await cameras.list(null)).toEqual([camera]);

  const changes = { name: 'renamed', credentials: null, channels: camera.channels.slice(0, 1) };
  const other = await aCamera(store, { id: camera.id, ...changes });
  await cameras.save(other);
  expect(await cameras.list(null)).toEqual([other]);
  expect(await cameras.remove(camera.id)).toBe(true);
  expect(await cameras.remove(camera.id)).toBe(false);
  expect(await cameras.list(null)).toEqual([]);
});

test('two cameras cannot have one hardware id', async () => {
  const store = await openStore();
  await store.cameras.save(await aCamera(store));
  await expect(store.cameras.save(await aCamera(store))).rejects.toMatchObject({
    name: 'StoreError',
    problem: 'conflict',
  });
});

test('a thousand cameras are listed at once', async () => {
  const store = await openStore();
  const camera = await aCamera(store);
  await store.transaction(async ({ cameras }) => {
    for (let i = 0; i < 1000; i++) {
      const channels = camera.channels.map((channel) => ({ ...channel, id: newId() }));
      const signCode = randomBytes(5).toString('hex');
      await cameras.save({ ...camera, id: newId(), hardwareId: `hw-${i}`, signCode, channels });
    }
  });
  const began = performance.now();
  expect(await store.cameras.list(null)).toHaveLength(1000);
  expect(performance.now() - began).toBeLessThan(2000);
});

test('passwords of cameras are sealed, and open only with the key and for their own row', async () => {
  const folder = temporaryFolder();
  const store = await openStore(folder);
  const camera = await aCamera(store);
  await store.cameras.save(camera);
  await store.close();
  expect(rawContent(folder)).toContain(Buffer.from('村口').toString('latin1'));
  expect(rawContent(folder)).not.toContain('camera passphrase');
  expect(statSync(join(folder, 'hub.key')).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder, 'hub.sqlite')).mode & 0o777).toBe(0o600);

  const keys = Keys.load(folder);
  const sealed = keys.seal('a secret of more bytes than a few', 'owner');
  expect(keys.open(sealed, 'owner')).toBe('a secret of more bytes than a few');
  expect(() => keys.open(sealed, 'another')).toThrow();
  sealed.writeUInt8(sealed.readUInt8(40) ^ 1, 40);
  expect(() => keys.open(sealed, 'owner')).toThrow();
});

test('another key file is refused at the start, not at the first camera', async () => {
  const folder = temporaryFolder();
  await (await openStore(folder)).close();
  const other = Keys.load(temporaryFolder());
  await expect(Store.open(join(folder, 'hub.sqlite'), other)).rejects.toMatchObject({ problem: 'unreadable' });
});

test('a transaction is all or nothing, and nothing outside is caught up in it', async () => {
  const store = await openStore();
  const camera = await aCamera(store);
  const failing = store.transaction(async ({ cameras }) => {
    await cameras.save(camera);
    expect(await cameras.find(camera.id)).toEqual(camera);
    throw new Error('changed my mind');
  });
  const beside = store.users.add(aUser(camera.unitId, 'beside'));
  await expect(failing).rejects.toThrow('changed my mind');
  await beside;
  expect(await store.cameras.find(camera.id)).toBeNull();
  expect(await store.users.findByName('beside')).not.toBeNull();
});

test('a query around the running transaction is a mistake, and not a deadlock', async () => {
  const store = await openStore();
  await expect(store.transaction(() => store.cameras.list(null))).rejects.toMatchObject({ problem: 'misuse' });
  await expect(store.transaction(() => store.transaction(() => Promise.resolve()))).rejects.toMatchObject({
    problem: 'misuse',
  });
  expect(await store.cameras.list(null)).toEqual([]);
});

test('a session ends when idle, and absolutely; its id is nowhere in the file', async () => {
  const folder = temporaryFolder();
  const { sessions, users, orgUnits } = await openStore(folder);
  const userId = await users.add(aUser((await orgUnits.root()).id, 'duty'));
  const idHash = sha256('id-of-a-cookie');
  const session = { idHash, userId, csrfSecret: 's', address: '10.0.0.1', browser: 'a browser' };
  await sessions.begin(session, 0);
  expect(await sessions.user(idHash, 1000)).toMatchObject({ id: userId, username: 'duty', roles: [] });
  expect(await sessions.list(userId, 1000)).toEqual([{ ...session, createdAt: 0, seenAt: 0 }]);
  expect(await sessions.use(idHash, SESSION_IDLE)).toBeNull();
  for (let now = 0; now < SESSION_ABSOLUTE; now += SESSION_IDLE - 1) {
    expect(await sessions.use(idHash, now)).not.toBeNull();
  }
  expect(await sessions.use(idHash, SESSION_ABSOLUTE)).toBeNull();
  await sessions.removeEnded(SESSION_ABSOLUTE);
  await sessions.begin(session, SESSION_ABSOLUTE);
  expect(await sessions.user(idHash, SESSION_ABSOLUTE + 1)).toMatchObject({ id: userId });
  expect(rawContent(folder)).not.toContain('id-of-a-cookie');
});

test('an audit event can be added and read, and neither changed nor removed', async () => {
  const folder = temporaryFolder();
  const store = await openStore(folder);
  const event = {
    user: { id: newId(), username: 'duty' },
    action: 'camera.watch',
    target: { kind: 'channel', id: newId() },
  };
  await store.auditEvents.add({ ...event, outcome: 'done', detail: { role: 'sub', n: 1 }, address: '127.0.0.1' }, 5);
  expect(await store.auditEvents.list(10)).toMatchObject([{ ...event, at: 5, detail: { role: 'sub', n: 1 } }]);
  const raw = new Kysely<unknown>({ dialect: new SqliteDialect(join(folder, 'hub.sqlite')) });
  onTestFinished(() => raw.destroy());
  await expect(sql`delete from audit_events`.execute(raw)).rejects.toThrow('audit events are kept');
  await expect(sql`update audit_events set outcome = 'failed'`.execute(raw)).rejects.toThrow('audit events are final');
});

test('a row of a wrong shape is noticed on reading', async () => {
  const folder = temporaryFolder();
  const store = await openStore(folder);
  const id = await store.users.add(aUser((await store.orgUnits.root()).id, 'duty'));
  await store.users.addRole(id, 'technician', (await store.orgUnits.root()).id, null);
  const raw = new Kysely<unknown>({ dialect: new SqliteDialect(join(folder, 'hub.sqlite')) });
  onTestFinished(() => raw.destroy());
  await sql`update role_assignments set role = 'emperor'`.execute(raw);
  await expect(store.users.findByName('duty')).rejects.toMatchObject({ problem: 'unreadable' });
});

test('an existing database is copied before it is migrated, and a newer one is refused', async () => {
  const file = join(temporaryFolder(), 'hub.sqlite');
  const database = new Kysely<unknown>({ dialect: new SqliteDialect(file) });
  onTestFinished(() => database.destroy());
  const one = { version: 1, name: 'one', statements: ['create table t (x integer)', 'insert into t values (7)'] };
  const two = { version: 2, name: 'two', statements: ['alter table t add column y integer', 'update t set x = 8'] };
  const broken = { version: 3, name: 'broken', statements: ['delete from t', 'no sql at all'] };

  expect(await migrate(database, file, [one])).toEqual({ from: 0, to: 1, backup: null });
  expect(await migrate(database, file, [one])).toEqual({ from: 1, to: 1, backup: null });
  const { backup } = await migrate(database, file, [one, two]);
  const before = new Kysely<unknown>({ dialect: new SqliteDialect(backup ?? '') });
  onTestFinished(() => before.destroy());
  expect((await sql`select * from t`.execute(before)).rows).toEqual([{ x: 7 }]);
  expect((await sql`select * from t`.execute(database)).rows).toEqual([{ x: 8, y: null }]);

  await expect(migrate(database, file, [one, two, broken])).rejects.toThrow();
  expect((await sql`select x from t`.execute(database)).rows).toEqual([{ x: 8 }]);
  await expect(migrate(database, file, [one])).rejects.toMatchObject({ problem: 'newer' });
});

test('a key that could not be written whole is not there', () => {
  const folder = temporaryFolder();
  const module = join(import.meta.dirname, '../../../server/keys.ts');
  const script = `import(${JSON.stringify(module)}).then(({ Keys }) => Keys.load(${JSON.stringify(folder)}))`;
  // No file may grow, as on a full disk.
  const run = (): unknown =>
    execFileSync('bash', ['-c', 'ulimit -f 0; exec "$0" -e "$1"', process.execPath, script], { stdio: 'pipe' });
  expect(run).toThrow(/EFBIG/);
  expect(existsSync(join(folder, 'hub.key'))).toBe(false);
  expect(Keys.load(folder).isNew).toBe(true);
});

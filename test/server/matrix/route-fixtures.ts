import type { User } from '../../../server/contract/session.ts';
import type { RouteName } from '../../../server/contract/http.ts';
import { type Fixture, hasPurpose, plain } from './fixture.ts';
import { newId } from '../../../server/id.ts';

const MONTH = { month: '2026-01' };
const DAYS = { from: '2026-01-01', to: '2026-01-02', by: 'day' };
const unitFacts = {
  kind: 'community',
  civilCode: '',
  contactName: '',
  contactPhone: '',
  longitude: null,
  latitude: null,
} as const;

const someSet = { username: 'admin', carrier: '', position: 0 } as const;

const someWall = { unitId: null, screens: [{ layout: '4', tiles: [null] }] } as const;
const someTour = { unitId: null, dwell: 10, content: { kind: 'cameras', layout: '4', channelIds: [newId()] } } as const;

const NOBODY = { unitIds: [], siteIds: [], userIds: [] };

function meetingFacts(unitId: string) {
  const startsAt = Date.now() + 3_600_000;
  const times = { startsAt, endsAt: startsAt + 3_600_000 };
  return { ...times, title: '例会', agenda: '', lobby: false, invited: { ...NOBODY, unitIds: [unitId] } };
}

/** Contractors may do maintenance and nothing else. */
function purposeOf({ roles }: User): 'maintenance' | 'incident' {
  return roles.some(({ role }) => role === 'contractor' || role === 'technician') ? 'maintenance' : 'incident';
}

/** One for every route; a route that has none is a type error, and fails the matrix. */
export const routeFixtures: Record<RouteName, Fixture> = {
  'session.read': plain('none'),
  'session.signIn': plain('none', { body: { username: 'nobody', password: 'x' } }),
  'session.look': plain('none', { body: { token: 'guessed' } }),
  'session.setup': plain('none', { body: { token: 'guessed', password: 'a long enough passphrase' } }),
  'hub.certificate': plain('none'),
  'session.list': plain('none'),
  'session.end': plain('none', { id: 'somebody-elses' }),
  'password.change': plain('none', { body: { current: 'wrong', next: 'another long passphrase' } }),
  'totp.offer': plain('none', { body: { password: 'wrong' } }),
  'totp.confirm': plain('none', { body: { code: '000000' } }),
  // Last of all: the matrix sorts it there.
  'session.signOut': plain('none'),

  'camera.list': plain('none'),
  'camera.probe': plain('none', { body: { kind: 'rtsp', url: 'rtsp://127.0.0.1:1/', username: '', password: '' } }),
  'camera.check': plain('none', { body: { kind: 'rtsp', url: 'rtsp://127.0.0.1:1/', username: '', password: '' } }),
  'camera.checkAgain': {
    target: 'unit',
    attempt: async ({ world, unitId }) => ({ id: (await world.camera(unitId)).id }),
  },
  // Of no camera: what it tells is for everybody.
  'sign.read': plain('none', { id: '0123456789' }),
  // Who may not know of a camera is told that there is none.
  'camera.signPhoto': plain('none', { id: newId() }),
  'camera.setSignPhoto': {
    target: 'unit',
    attempt: async ({ world, unitId }) => ({ id: (await world.camera(unitId)).id, body: { jpeg: '' } }),
  },
  'repair.start': {
    target: 'unit',
    attempt: async ({ world, unitId }) => ({
      body: { cameraIds: [(await world.camera(unitId)).id], repair: { kind: 'clock' } },
    }),
  },
  'camera.register': {
    target: 'unit',
    attempt: ({ unitId }) => {
      const source = { kind: 'rtsp', url: 'rtsp://127.0.0.1:1/new', username: '', password: '' };
      return { body: { name: '', unitId, source } };
    },
  },
  'camera.update': {
    target: 'unit',
    attempt: async ({ world, unitId }) => ({ id: (await world.camera(unitId)).id, body: { name: world.name() } }),
  },
  'camera.remove': {
    target: 'unit',
    attempt: async ({ world, unitId }) => ({ id: (await world.camera(unitId)).id }),
  },
  'channel.testPicture': {
    target: 'grant',
    attempt: async ({ world, unitId, user }) => ({
      id: await world.channel(unitId),
      body: { grantId: await world.leave(user) },
    }),
  },
  'channel.mask': {
    target: 'unit',
    attempt: async ({ world, unitId }) => ({ id: await world.channel(unitId), body: { masks: [] } }),
  },
  'discovery.interfaces': plain('none'),

  'camera.import': plain('none', { body: { format: 'csv', name: '', content: '', pattern: '', apply: false } }),
  'camera.template': plain('none', { query: { format: 'csv' } }),
  'camera.export': plain('none', { query: { format: 'csv' } }),
  'camera.adopt': {
    target: 'unit',
    attempt: ({ unitId }) => {
      const devices = [{ address: '127.0.0.1', port: 1, name: '' }];
      return { body: { devices, unitId, carrier: '', pattern: '' } };
    },
  },
  'credentialSet.list': plain('none'),
  'credentialSet.create': {
    target: 'root',
    attempt: ({ world }) => ({ body: { ...someSet, name: world.name(), password: 'x' } }),
  },
  'credentialSet.update': { target: 'root', attempt: () => ({ id: newId(), body: { ...someSet, name: '甲' } }) },
  'credentialSet.remove': { target: 'root', attempt: () => ({ id: newId() }) },

  'health.list': plain('none'),
  'health.history': {
    target: 'unit',
    attempt: async ({ world, unitId }) => ({ id: (await world.camera(unitId)).id }),
  },
  'health.look': {
    target: 'unit',
    attempt: async ({ world, unitId }) => ({ id: (await world.camera(unitId)).id }),
  },
  'health.report': { target: 'unit', attempt: ({ unitId }) => ({ query: { ...DAYS, unitId } }) },
  'health.export': { target: 'unit', attempt: ({ unitId }) => ({ query: { ...DAYS, unitId } }) },

  'job.list': plain('none'),
  // One's own: there is none of that id.
  'job.items': plain('none', { id: newId() }),
  'job.stop': plain('none', { id: newId() }),
  'job.resume': plain('none', { id: newId() }),

  'ptz.read': {
    target: 'unit',
    attempt: async ({ world, unitId }) => ({ id: await world.channel(unitId) }),
  },
  'ptz.savePreset': {
    target: 'grant',
    attempt: async ({ world, unitId, user }) => ({
      id: await world.channel(unitId),
      body: { grantId: await world.leave(user), token: '', name: world.name() },
    }),
  },
  'ptz.removePreset': {
    target: 'unit',
    attempt: async ({ world, unitId }) => ({ id: await world.channel(unitId) }),
  },
  'ptz.setLimits': {
    target: 'unit',
    attempt: async ({ world, unitId }) => ({ id: await world.channel(unitId), body: { limits: null } }),
  },
  'ptz.setTours': {
    target: 'unit',
    attempt: async ({ world, unitId }) => ({ id: await world.channel(unitId), body: { tours: [] } }),
  },

  'org.list': plain('none'),
  'org.create': {
    target: 'unit',
    attempt: ({ world, unitId }) => ({ body: { parentId: unitId, name: world.name(), ...unitFacts } }),
  },
  'org.update': {
    target: 'unit',
    attempt: async ({ world, unitId }) => ({ id: await world.unit(unitId), body: { name: world.name() } }),
  },
  'org.merge': {
    target: 'unit',
    attempt: async ({ world, unitId }) => ({ id: await world.unit(unitId), body: { into: await world.unit(unitId) } }),
  },
  'org.retire': { target: 'unit', attempt: async ({ world, unitId }) => ({ id: await world.unit(unitId) }) },
  'org.history': { target: 'none', attempt: ({ unitId }) => ({ id: unitId }) },
  'org.import': plain('none', { body: { format: 'csv', content: '', apply: false } }),
  'org.export': plain('none', { query: { format: 'csv' } }),
  'site.create': {
    target: 'unit',
    attempt: ({ world, unitId }) => ({ body: { unitId, name: world.name(), kind: 'reception' } }),
  },
  'site.update': {
    target: 'unit',
    attempt: async ({ world, unitId }) => ({ id: await world.site(unitId), body: { name: world.name() } }),
  },
  'site.remove': { target: 'unit', attempt: async ({ world, unitId }) => ({ id: await world.site(unitId) }) },

  'person.list': plain('none'),
  'person.create': {
    target: 'unit',
    attempt: ({ unitId }) => ({
      body: { username: `p-${newId().slice(-12)}`, name: '某人', phone: '', unitId, expiresAt: null },
    }),
  },
  'person.update': {
    target: 'unit',
    attempt: async ({ world, unitId }) => ({ id: await world.person(unitId), body: { name: world.name() } }),
  },
  'person.invite': { target: 'unit', attempt: async ({ world, unitId }) => ({ id: await world.person(unitId) }) },
  'role.assign': {
    target: 'unit',
    attempt: async ({ world, unitId }) => ({
      id: await world.person(unitId),
      body: { role: 'grid-worker', unitId, until: null },
    }),
  },
  'role.remove': {
    target: 'unit',
    attempt: async ({ world, unitId }) => ({ id: await world.role(unitId, 'grid-worker') }),
  },

  'roster.list': {
    target: 'unit',
    attempt: ({ unitId }) => ({ query: { unitId, from: '0', to: '1000' } }),
  },
  'roster.now': plain('none'),
  'roster.add': {
    target: 'unit',
    attempt: ({ world, unitId }) => ({ body: { unitId, userId: world.officerId, ...world.hours() } }),
  },
  'roster.end': { target: 'unit', attempt: async ({ world, unitId }) => ({ id: await world.shift(unitId) }) },
  'roster.handover': {
    target: 'unit',
    attempt: async ({ world, unitId, user }) => ({
      id: await world.shift(unitId, user.id),
      body: { note: '', toUserId: null },
    }),
  },

  'grant.own': plain('none'),
  'grant.list': plain('none', { query: { show: 'all' } }),
  'grant.request': {
    target: 'none',
    purpose: (user, isOwnArea) => hasPurpose(user, purposeOf(user), isOwnArea),
    attempt: ({ unitId, user }) => ({ body: { purpose: purposeOf(user), unitId, reason: '测试', minutes: 5 } }),
  },
  'grant.decide': {
    target: 'unit',
    attempt: async ({ world, unitId }) => ({
      id: await world.grant(unitId, world.officerId, { pending: true }),
      body: { approve: true, note: '' },
    }),
  },
  'grant.revoke': {
    target: 'unit',
    action: 'grant.decide',
    attempt: async ({ world, unitId }) => ({ id: await world.grant(unitId) }),
  },
  'grant.breakGlass': { target: 'none', attempt: ({ unitId }) => ({ body: { unitId, reason: '测试' } }) },
  'grant.review': {
    target: 'unit',
    attempt: async ({ world, unitId }) => ({
      id: await world.grant(unitId, world.officerId, { source: 'break-glass' }),
      body: { justified: true, note: '测试' },
    }),
  },

  'map.base': plain('none'),

  'wall.list': plain('none'),
  'wall.create': { target: 'none', attempt: ({ world }) => ({ body: { ...someWall, name: world.name() } }) },
  'wall.update': {
    target: 'none',
    attempt: async ({ world, user }) => ({ id: await world.wall(user.id), body: { ...someWall, name: world.name() } }),
  },
  'wall.remove': { target: 'none', attempt: async ({ world, user }) => ({ id: await world.wall(user.id) }) },
  'tour.create': { target: 'none', attempt: ({ world }) => ({ body: { ...someTour, name: world.name() } }) },
  'tour.update': {
    target: 'none',
    attempt: async ({ world, user }) => ({ id: await world.tour(user.id), body: { ...someTour, name: world.name() } }),
  },
  'tour.remove': { target: 'none', attempt: async ({ world, user }) => ({ id: await world.tour(user.id) }) },
  'site.setView': {
    target: 'unit',
    attempt: async ({ world, unitId }) => ({ id: await world.site(unitId), body: { show: null } }),
  },
  'favourite.read': plain('none'),
  'favourite.write': plain('none', { body: { channelIds: [newId()] } }),
  'kiosk.list': plain('none'),
  'kiosk.create': {
    target: 'unit',
    attempt: async ({ world, unitId }) => ({
      body: { name: world.name(), siteId: await world.site(unitId), days: 1 },
    }),
  },
  'kiosk.remove': { target: 'unit', attempt: async ({ world, unitId }) => ({ id: await world.kiosk(unitId) }) },
  'kiosk.signIn': plain('none', { body: { token: 'guessed' } }),
  // Of one's own watches: there is none of that id.
  'watch.poster': plain('none', { id: newId() }),
  'channel.snapshot': {
    target: 'grant',
    attempt: async ({ world, unitId, user }) => ({
      id: await world.channel(unitId),
      body: { grantId: await world.leave(user) },
    }),
  },

  'meeting.list': plain('none', { query: { from: '0', until: '1000' } }),
  // Who is not invited is told so, or of a private one that there is none: that is no matter of roles.
  'meeting.read': { target: 'none', attempt: async ({ world, unitId }) => ({ id: await world.meeting(unitId) }) },
  'meeting.calendar': { target: 'none', attempt: async ({ world, unitId }) => ({ id: await world.meeting(unitId) }) },
  'meeting.create': {
    target: 'unit',
    attempt: ({ unitId }) => ({
      body: { ...meetingFacts(unitId), unitId, kind: 'scheduled', passcode: null, recurrence: null },
    }),
  },
  'meeting.update': {
    target: 'unit',
    attempt: async ({ world, unitId }) => ({
      id: await world.meeting(unitId),
      body: { ...meetingFacts(unitId), series: false },
    }),
  },
  'meeting.cancel': {
    target: 'unit',
    attempt: async ({ world, unitId }) => ({ id: await world.meeting(unitId), body: { series: false } }),
  },
  'meeting.guestLink': {
    target: 'unit',
    attempt: async ({ world, unitId }) => ({ id: await world.meeting(unitId), body: {} }),
  },
  'meeting.guestSignIn': plain('none', { body: { token: 'guessed', name: '某人' } }),
  'meeting.attendance': {
    target: 'unit',
    attempt: async ({ world, unitId }) => ({ id: await world.meeting(unitId) }),
  },
  'meeting.attendanceFile': {
    target: 'unit',
    attempt: async ({ world, unitId }) => ({ id: await world.meeting(unitId) }),
  },
  // Whom one may call is said by an error of its own.
  'meeting.call': {
    target: 'none',
    attempt: ({ user }) => ({ body: { title: '', invited: { ...NOBODY, unitIds: [user.unitId] } } }),
  },
  'meeting.answer': plain('none', { body: { meetingId: newId(), accept: false, reason: '' } }),
  // What is kept beside the picture is for who is in the meeting: there is none of that id.
  'meeting.chat': plain('none', { id: newId() }),
  'meeting.files': plain('none', { id: newId() }),
  'meeting.addFile': plain('none', { id: newId(), query: { name: '通知.txt' }, body: '通知' }),
  'meeting.file': plain('none', { id: newId() }),
  'meeting.minutes': plain('none', { id: newId() }),
  'meeting.writeMinutes': plain('none', { id: newId(), body: { text: '', decisions: [], revision: 0 } }),
  'meeting.polls': plain('none', { id: newId() }),
  'meeting.addPoll': plain('none', { id: newId(), body: { question: '同意吗', secret: true, options: ['是', '否'] } }),
  'meeting.vote': plain('none', { id: newId(), body: { option: 0 } }),
  'meeting.closePoll': plain('none', { id: newId(), body: {} }),
  'site.answerRules': plain('none'),
  'site.setAnswerRule': {
    target: 'unit',
    attempt: async ({ world, unitId }) => ({ id: await world.site(unitId), body: { answersAfter: 15 } }),
  },

  'record.search': { target: 'unit', attempt: ({ unitId }) => ({ query: { unitId, limit: '1' } }) },
  'record.views': plain('none', { query: { limit: '1' } }),
  'record.export': plain('root'),
  'record.verify': plain('root'),
  'record.anchors': plain('none'),
  'report.read': plain('none', { query: MONTH }),
  'report.csv': plain('none', { query: MONTH }),
};

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { routes } from '../../contract/http.ts';
import type { Session } from '../../contract/session.ts';
import { publicRoute, route } from '../../http/route.ts';
import type { StoredUser } from '../../store/users.ts';
import { AnswerRuleService } from './answer-rules.ts';
import { AttendanceService } from './attendance.ts';
import type { MeetingParts } from './change.ts';
import { type GuestRefusal, GuestService } from './guests.ts';
import { MeetingService } from './service.ts';

/** Per minute and address: as other sign-ins. */
const SIGN_INS_PER_MINUTE = 30;
/** Each hashes a passcode, or makes a file. */
const COSTLY_PER_MINUTE = 30;

/** Gives the browser a session that ends at a time, ms since 1970. */
type Begin = (request: FastifyRequest, reply: FastifyReply, found: StoredUser, endsAt: number) => Promise<Session>;

interface RouteParts extends MeetingParts {
  /** Puts it on record, in sums where there are many. */
  refuse: (refusal: GuestRefusal) => Promise<void>;
}

export function addMeetingRoutes(app: FastifyInstance, parts: RouteParts, begin: Begin): void {
  const meetings = new MeetingService(parts);
  const costly = { perMinute: COSTLY_PER_MINUTE };

  route(app, 'meeting.list', async ({ actor, query }) => ({
    meetings: await meetings.list(actor, Number(query.from), Number(query.until)),
  }));
  route(app, 'meeting.read', ({ actor, params }) => meetings.read(actor, params.id));
  route(app, 'meeting.create', ({ actor, body }) => meetings.create(actor, body), costly);
  route(app, 'meeting.update', ({ actor, params, body }) => meetings.update(actor, params.id, body), costly);
  route(app, 'meeting.cancel', async ({ actor, params, body }) => {
    await meetings.cancel(actor, params.id, body);
    return {};
  });
  route(app, 'meeting.calendar', async ({ actor, params, reply }) => {
    const file = Buffer.from(await meetings.calendar(actor, params.id));
    reply
      .type(`${routes['meeting.calendar'].produces}; charset=utf-8`)
      .header('content-disposition', 'attachment; filename="meeting.ics"');
    return file;
  });

  addAttendance(app, new AttendanceService(parts.store));
  addGuests(app, new GuestService(parts, parts.refuse), begin);

  const rules = new AnswerRuleService(parts.store);
  route(app, 'site.answerRules', async ({ actor }) => ({ rules: await rules.list(actor) }));
  route(app, 'site.setAnswerRule', ({ actor, params, body }) => rules.set(actor, params.id, body));
}

function addAttendance(app: FastifyInstance, attendance: AttendanceService): void {
  route(app, 'meeting.attendance', ({ actor, params }) => attendance.read(actor, params.id));
  route(
    app,
    'meeting.attendanceFile',
    async ({ actor, params, reply }) => {
      const file = await attendance.file(actor, params.id);
      reply
        .type(routes['meeting.attendanceFile'].produces)
        .header('content-disposition', 'attachment; filename="attendance.xlsx"');
      return file;
    },
    { perMinute: COSTLY_PER_MINUTE },
  );
}

function addGuests(app: FastifyInstance, guests: GuestService, begin: Begin): void {
  route(app, 'meeting.guestLink', ({ actor, params }) => guests.link(actor, params.id));
  publicRoute(
    app,
    'meeting.guestSignIn',
    async ({ actor, body, request, reply }) => {
      const { found, endsAt, meetingId } = await guests.signIn(body, actor.address);
      return { session: await begin(request, reply, found, endsAt), meetingId };
    },
    {
      perMinute: SIGN_INS_PER_MINUTE,
      onLimit: ({ ip, log }) => {
        guests.refuseMany(ip).catch((error: unknown) => log.error({ err: error }, 'unexpected'));
      },
    },
  );
}

import { Type } from 'typebox';
import { Id } from './camera.ts';
import { KeptFile } from './file.ts';
import {
  AnswerRule,
  Attendance,
  Call,
  GuestLink,
  GuestSignIn,
  Meeting,
  MeetingCreate,
  MeetingUpdate,
  RingAnswer,
} from './meeting.ts';
import { ChatMessage, Minutes, MinutesWrite, Poll, PollCreate } from './meeting-side.ts';
import { Session } from './session.ts';

const Nothing = Type.Object({});
const ById = Type.Object({ id: Id });
const InMeeting = Type.Object({ id: Id, itemId: Id });
const Bytes = Type.Unsafe<Uint8Array>(Type.String({ format: 'binary' }));
const Chunks = Type.Unsafe<AsyncIterable<Uint8Array>>(Type.String({ format: 'binary' }));
const Instant = Type.String({ pattern: '^[0-9]{1,15}$' });

/** Routes of planned meetings, calls, and of what is kept with a meeting. What goes on in a room is ws (ws-meetings.ts). */
export const meetingRoutes = {
  /** Those that the reader made or is invited to, which touch the time between; of private ones nobody else's. */
  'meeting.list': {
    method: 'GET',
    path: '/meetings',
    permission: 'meeting.attend',
    query: Type.Object({ from: Instant, until: Instant }),
    reply: Type.Object({ meetings: Type.Array(Meeting) }),
  },
  'meeting.read': { method: 'GET', path: '/meetings/:id', permission: 'meeting.attend', params: ById, reply: Meeting },
  /** The first one; with a recurrence the others of its series are made as well. */
  'meeting.create': {
    method: 'POST',
    path: '/meetings',
    permission: 'meeting.hold',
    body: MeetingCreate,
    reply: Meeting,
  },
  'meeting.update': {
    method: 'PUT',
    path: '/meetings/:id',
    permission: 'meeting.hold',
    params: ById,
    body: MeetingUpdate,
    reply: Meeting,
  },
  /** Cancels one that is planned; with `series` those after it, too. */
  'meeting.cancel': {
    method: 'POST',
    path: '/meetings/:id/cancel',
    permission: 'meeting.hold',
    params: ById,
    body: Type.Object({ series: Type.Boolean() }),
    reply: Nothing,
  },
  /** iCalendar (RFC 5545), for one's own calendar. */
  'meeting.calendar': {
    method: 'GET',
    path: '/meetings/:id/calendar',
    permission: 'meeting.attend',
    params: ById,
    produces: 'text/calendar',
    reply: Bytes,
  },
  /** Rings at once all whom it is for; the caller goes in. */
  'meeting.call': { method: 'POST', path: '/calls', permission: 'meeting.call', body: Call, reply: Meeting },
  'meeting.answer': {
    method: 'POST',
    path: '/calls/answer',
    permission: 'meeting.attend',
    body: RingAnswer,
    reply: Nothing,
  },
  'meeting.guestLink': {
    method: 'POST',
    path: '/meetings/:id/guest-link',
    permission: 'meeting.hold',
    params: ById,
    body: Nothing,
    reply: GuestLink,
  },
  'meeting.guestSignIn': {
    method: 'POST',
    path: '/session/guest',
    permission: 'public',
    body: GuestSignIn,
    reply: Type.Object({ session: Session, meetingId: Id }),
  },
  /** Refused of a private meeting, whoever asks. */
  'meeting.attendance': {
    method: 'GET',
    path: '/meetings/:id/attendance',
    permission: 'meeting.hold',
    params: ById,
    reply: Attendance,
  },
  'meeting.attendanceFile': {
    method: 'GET',
    path: '/meetings/:id/attendance.xlsx',
    permission: 'meeting.hold',
    params: ById,
    produces: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    reply: Bytes,
  },
  'meeting.chat': {
    method: 'GET',
    path: '/meetings/:id/chat',
    permission: 'meeting.attend',
    params: ById,
    reply: Type.Object({ messages: Type.Array(ChatMessage) }),
  },
  'meeting.files': {
    method: 'GET',
    path: '/meetings/:id/files',
    permission: 'meeting.attend',
    params: ById,
    reply: Type.Object({ files: Type.Array(KeptFile) }),
  },
  /** The file itself is the body, of any media type. */
  'meeting.addFile': {
    method: 'POST',
    path: '/meetings/:id/files',
    permission: 'meeting.attend',
    params: ById,
    query: Type.Object({ name: Type.String({ minLength: 1, maxLength: 120 }) }),
    reply: KeptFile,
  },
  /** Always as something to save, never to be shown by the browser itself. */
  'meeting.file': {
    method: 'GET',
    path: '/meetings/:id/files/:itemId',
    permission: 'meeting.attend',
    params: InMeeting,
    produces: 'application/octet-stream',
    reply: Chunks,
  },
  'meeting.minutes': {
    method: 'GET',
    path: '/meetings/:id/minutes',
    permission: 'meeting.attend',
    params: ById,
    reply: Minutes,
  },
  'meeting.writeMinutes': {
    method: 'PUT',
    path: '/meetings/:id/minutes',
    permission: 'meeting.attend',
    params: ById,
    body: MinutesWrite,
    reply: Minutes,
  },
  'meeting.polls': {
    method: 'GET',
    path: '/meetings/:id/polls',
    permission: 'meeting.attend',
    params: ById,
    reply: Type.Object({ polls: Type.Array(Poll) }),
  },
  /** A chair's. */
  'meeting.addPoll': {
    method: 'POST',
    path: '/meetings/:id/polls',
    permission: 'meeting.attend',
    params: ById,
    body: PollCreate,
    reply: Poll,
  },
  'meeting.vote': {
    method: 'POST',
    path: '/meetings/:id/polls/:itemId/vote',
    permission: 'meeting.attend',
    params: InMeeting,
    body: Type.Object({ option: Type.Integer({ minimum: 0, maximum: 9 }) }),
    reply: Poll,
  },
  'meeting.closePoll': {
    method: 'POST',
    path: '/meetings/:id/polls/:itemId/close',
    permission: 'meeting.attend',
    params: InMeeting,
    body: Nothing,
    reply: Poll,
  },
  'site.answerRules': {
    method: 'GET',
    path: '/sites/answer-rules',
    permission: 'kiosk.write',
    reply: Type.Object({ rules: Type.Array(AnswerRule) }),
  },
  /** Whether the screens of a site answer by themselves: its unit decides. */
  'site.setAnswerRule': {
    method: 'PUT',
    path: '/sites/:id/answer-rule',
    permission: 'kiosk.write',
    params: ById,
    body: Type.Pick(AnswerRule, ['answersAfter']),
    reply: AnswerRule,
  },
} as const;

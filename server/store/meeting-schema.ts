import { Type, type Static } from 'typebox';
import { MeetingKind, MeetingState } from '../contract/meeting.ts';

/** Part of schema.ts: meetings, and what is kept beside their picture (migrations/0010-*.ts). */
const Flag = Type.Enum([0, 1]);
const Nullable = <S extends Parameters<typeof Type.Union>[0][number]>(schema: S) => Type.Union([schema, Type.Null()]);

export const MeetingRow = Type.Object({
  id: Type.String(),
  kind: MeetingKind,
  title: Type.String(),
  agenda: Type.String(),
  starts_at: Type.Integer(),
  ends_at: Type.Integer(),
  lobby: Flag,
  state: MeetingState,
  unit_id: Type.String(),
  owner_id: Type.String(),
  series_id: Nullable(Type.String()),
  passcode_hash: Nullable(Type.String()),
  opened_at: Nullable(Type.Integer()),
  ended_at: Nullable(Type.Integer()),
});

const InvitedKind = Type.Enum(['unit', 'site', 'person']);
export const MeetingInvitationRow = Type.Object({
  meeting_id: Type.String(),
  kind: InvitedKind,
  target_id: Type.String(),
});

export const GuestLinkRow = Type.Object({
  token_hash: Type.String(),
  meeting_id: Type.String(),
  created_by: Type.String(),
  created_at: Type.Integer(),
});

export const AttendanceRow = Type.Object({
  id: Type.String(),
  meeting_id: Type.String(),
  user_id: Type.String(),
  name: Type.String(),
  unit_id: Type.String(),
  site_id: Nullable(Type.String()),
  is_guest: Flag,
  joined_at: Type.Integer(),
  left_at: Nullable(Type.Integer()),
});

export const RollMarkRow = Type.Object({
  meeting_id: Type.String(),
  kind: InvitedKind,
  target_id: Type.String(),
  mark: Type.Enum(['present', 'absent']),
});

export const AnswerRuleRow = Type.Object({ site_id: Type.String(), answers_after: Type.Integer() });

export const MeetingMessageRow = Type.Object({
  id: Type.String(),
  meeting_id: Type.String(),
  user_id: Type.String(),
  name: Type.String(),
  participant_id: Type.String(),
  text: Type.String(),
  at: Type.Integer(),
});

export const MeetingFileRow = Type.Object({
  id: Type.String(),
  meeting_id: Type.String(),
  name: Type.String(),
  type: Type.String(),
  bytes: Type.Integer(),
  by_user: Type.String(),
  by_name: Type.String(),
  at: Type.Integer(),
});

export const MeetingMinutesRow = Type.Object({
  meeting_id: Type.String(),
  text: Type.String(),
  /** JSON */
  decisions: Type.String(),
  revision: Type.Integer(),
  by_name: Type.String(),
  at: Type.Integer(),
});

export const MeetingPollRow = Type.Object({
  id: Type.String(),
  meeting_id: Type.String(),
  question: Type.String(),
  secret: Flag,
  open: Flag,
  /** JSON */
  options: Type.String(),
  created_at: Type.Integer(),
});

export const MeetingVoterRow = Type.Object({ poll_id: Type.String(), user_id: Type.String() });

export const MeetingVoteRow = Type.Object({
  poll_id: Type.String(),
  /** Random, so that it tells no time. */
  id: Type.String(),
  voter_id: Nullable(Type.String()),
  voter_name: Nullable(Type.String()),
  option: Type.Integer(),
});

/** Their part of Kysely's view of the database. */
export interface MeetingSchema {
  meetings: Static<typeof MeetingRow>;
  meeting_invitations: Static<typeof MeetingInvitationRow>;
  guest_links: Static<typeof GuestLinkRow>;
  attendances: Static<typeof AttendanceRow>;
  roll_marks: Static<typeof RollMarkRow>;
  answer_rules: Static<typeof AnswerRuleRow>;
  meeting_messages: Static<typeof MeetingMessageRow>;
  meeting_files: Static<typeof MeetingFileRow>;
  meeting_minutes: Static<typeof MeetingMinutesRow>;
  meeting_polls: Static<typeof MeetingPollRow>;
  meeting_voters: Static<typeof MeetingVoterRow>;
  meeting_votes: Static<typeof MeetingVoteRow>;
}

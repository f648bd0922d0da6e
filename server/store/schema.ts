import { Type, type Static } from 'typebox';
import { Cause, MaskState } from '../contract/camera.ts';
import { Purpose } from '../contract/grant.ts';
import { AlarmKind, HealthState } from '../contract/health.ts';
import { JobKind } from '../contract/job.ts';
import { SiteKind, UnitKind, UnitState } from '../contract/org.ts';
import { Role } from '../contract/people.ts';
import type { MeetingSchema } from './meeting-schema.ts';

/**
 * The rows as SQLite holds them (units and meanings are in migrations/, beside each column).
 * Repositories parse every row with these on reading, so a wrong file is noticed at the door and not in a page.
 */
const Flag = Type.Enum([0, 1]);
const Nullable = <S extends Parameters<typeof Type.Union>[0][number]>(schema: S) => Type.Union([schema, Type.Null()]);
const Bytes = Type.Refine(Type.Unsafe<Buffer>({}), (value) => value instanceof Buffer);

export const UserRow = Type.Object({
  id: Type.String(),
  username: Type.String(),
  /** Empty: no password set yet; nothing fits it. */
  password_hash: Type.String(),
  created_at: Type.Integer(),
  updated_at: Type.Integer(),
  name: Type.String(),
  phone: Type.String(),
  unit_id: Type.String(),
  disabled: Flag,
  expires_at: Nullable(Type.Integer()),
  totp_secret: Nullable(Bytes),
  totp_step: Type.Integer(),
  previous_sign_in_at: Nullable(Type.Integer()),
  previous_sign_in_address: Nullable(Type.String()),
  last_sign_in_at: Nullable(Type.Integer()),
  last_sign_in_address: Nullable(Type.String()),
  link_used_at: Nullable(Type.Integer()),
  link_used_address: Nullable(Type.String()),
  screen: Flag,
  guest_of: Nullable(Type.String()),
});

export const RoleAssignmentRow = Type.Object({
  id: Type.String(),
  user_id: Type.String(),
  role: Role,
  unit_id: Type.String(),
  until: Nullable(Type.Integer()),
  created_at: Type.Integer(),
});

export const RecoveryCodeRow = Type.Object({ user_id: Type.String(), code_hash: Type.String() });

export const InvitationRow = Type.Object({
  token_hash: Type.String(),
  user_id: Nullable(Type.String()),
  role: Nullable(Role),
  unit_id: Nullable(Type.String()),
  expires_at: Type.Integer(),
});

export const SessionRow = Type.Object({
  id_hash: Type.String(),
  user_id: Nullable(Type.String()),
  csrf_secret: Type.String(),
  created_at: Type.Integer(),
  seen_at: Type.Integer(),
  address: Type.String(),
  browser: Type.String(),
  ends_at: Nullable(Type.Integer()),
});

export const SignInFailureRow = Type.Object({
  name_hash: Type.String(),
  address: Type.String(),
  failures: Type.Integer(),
  next_at: Type.Integer(),
});

export const SignInAddressRow = Type.Object({ user_id: Type.String(), address: Type.String(), at: Type.Integer() });

export const SignInDeviceRow = Type.Object({
  user_id: Type.String(),
  token_hash: Type.String(),
  at: Type.Integer(),
});

export const OrgUnitRow = Type.Object({
  id: Type.String(),
  parent_id: Nullable(Type.String()),
  name: Type.String(),
  kind: UnitKind,
  civil_code: Type.String(),
  contact_name: Type.String(),
  contact_phone: Type.String(),
  longitude: Nullable(Type.Number()),
  latitude: Nullable(Type.Number()),
  state: UnitState,
  merged_into: Nullable(Type.String()),
  created_at: Type.Integer(),
  updated_at: Type.Integer(),
});

export const OrgUnitChangeRow = Type.Object({
  id: Type.String(),
  unit_id: Type.String(),
  at: Type.Integer(),
  username: Type.String(),
  act: Type.Enum(['created', 'changed', 'renamed', 'moved', 'merged', 'retired']),
  before: Type.String(),
  after: Type.String(),
});

export const SiteRow = Type.Object({ id: Type.String(), unit_id: Type.String(), name: Type.String(), kind: SiteKind });

export const ShiftRow = Type.Object({
  id: Type.String(),
  unit_id: Type.String(),
  user_id: Type.String(),
  starts_at: Type.Integer(),
  ends_at: Type.Integer(),
  ended_at: Nullable(Type.Integer()),
  handover_note: Type.String(),
});

export const GrantRow = Type.Object({
  id: Type.String(),
  user_id: Type.String(),
  purpose: Purpose,
  unit_id: Type.String(),
  reason: Type.String(),
  source: Type.Enum(['duty', 'own', 'approval', 'break-glass']),
  shift_id: Nullable(Type.String()),
  decision: Type.Enum(['pending', 'approved', 'refused', 'revoked']),
  requested_at: Type.Integer(),
  duration: Type.Integer(),
  starts_at: Type.Integer(),
  ends_at: Type.Integer(),
  decided_by: Type.String(),
  decided_at: Nullable(Type.Integer()),
  decision_note: Type.String(),
  reviewed_by: Nullable(Type.String()),
  reviewed_at: Nullable(Type.Integer()),
  justified: Nullable(Flag),
  review_note: Type.String(),
});

export const HubRow = Type.Object({ only: Type.Literal(1), key_fingerprint: Type.String() });

export const CameraRow = Type.Object({
  id: Type.String(),
  name: Type.String(),
  kind: Type.Enum(['onvif', 'rtsp']),
  address: Type.String(),
  port: Type.Integer(),
  credentials: Nullable(Bytes),
  hardware_id: Type.String(),
  manufacturer: Type.String(),
  model: Type.String(),
  clock_offset_ms: Nullable(Type.Integer()),
  created_at: Type.Integer(),
  updated_at: Type.Integer(),
  unit_id: Type.String(),
  /** JSON */
  placement: Type.String(),
  accepted: Flag,
  sign_code: Type.String(),
  sign_photo_at: Nullable(Type.Integer()),
  /** JSON */
  test_picture: Nullable(Type.String()),
});

export const SignPhotoRow = Type.Object({ camera_id: Type.String(), jpeg: Bytes });

export const ChannelRow = Type.Object({
  id: Type.String(),
  camera_id: Type.String(),
  position: Type.Integer(),
  token: Type.String(),
  name: Type.String(),
  /** JSON */
  masks: Type.String(),
  /** JSON */
  mask_tokens: Type.String(),
  mask_state: MaskState,
  gb_id: Type.String(),
  /** JSON */
  ptz: Nullable(Type.String()),
});

export const GbSerialRow = Type.Object({ only: Type.Literal(1), last: Type.Integer() });

export const ProfileRow = Type.Object({
  channel_id: Type.String(),
  role: Type.Enum(['main', 'sub']),
  token: Type.String(),
  codec: Type.Enum(['H264', 'H265', 'other']),
  width: Type.Integer(),
  height: Type.Integer(),
  fps: Type.Number(),
  gop: Type.Integer(),
  bitrate: Type.Integer(),
  b_frames: Flag,
  audio: Nullable(Type.Enum(['PCMA', 'PCMU'])),
  stream_uri: Type.String(),
});

export const AuditEventRow = Type.Object({
  seq: Type.Integer(),
  id: Type.String(),
  at: Type.Integer(),
  user_id: Nullable(Type.String()),
  username: Type.String(),
  action: Type.String(),
  target_kind: Type.String(),
  target_id: Type.String(),
  outcome: Type.Enum(['done', 'refused', 'failed']),
  detail: Type.String(),
  address: Type.String(),
  purpose: Nullable(Purpose),
  unit_id: Nullable(Type.String()),
  hash: Type.String(),
});

export const AuditAnchorRow = Type.Object({
  day: Type.String(),
  seq: Type.Integer(),
  hash: Type.String(),
  at: Type.Integer(),
  signature: Type.String(),
});

export const CredentialSetRow = Type.Object({
  id: Type.String(),
  name: Type.String(),
  username: Type.String(),
  password: Bytes,
  carrier: Type.String(),
  position: Type.Integer(),
  created_at: Type.Integer(),
  updated_at: Type.Integer(),
});

export const JobRow = Type.Object({
  id: Type.String(),
  kind: JobKind,
  title: Type.String(),
  user_id: Type.String(),
  username: Type.String(),
  address: Type.String(),
  state: Type.Enum(['running', 'stopped', 'done']),
  input: Bytes,
  created_at: Type.Integer(),
  updated_at: Type.Integer(),
});

export const JobItemRow = Type.Object({
  job_id: Type.String(),
  position: Type.Integer(),
  label: Type.String(),
  camera_id: Nullable(Type.String()),
  state: Type.Enum(['waiting', 'done', 'unchanged', 'failed']),
  cause: Nullable(Cause),
  error: Nullable(Type.String()),
  before: Type.String(),
  after: Type.String(),
  input: Bytes,
});

export const CameraHealthRow = Type.Object({
  camera_id: Type.String(),
  state: HealthState,
  cause: Nullable(Cause),
  since: Type.Integer(),
  checked_at: Nullable(Type.Integer()),
  picture_at: Nullable(Type.Integer()),
  flapping: Flag,
});

export const HealthChangeRow = Type.Object({
  camera_id: Type.String(),
  at: Type.Integer(),
  state: HealthState,
  cause: Nullable(Cause),
});

export const HealthDayRow = Type.Object({
  camera_id: Type.String(),
  day: Type.String(),
  camera_name: Type.String(),
  unit_id: Type.String(),
  carrier: Type.String(),
  working: Type.Integer(),
  faulty: Type.Integer(),
  offline: Type.Integer(),
  unknown: Type.Integer(),
  /** JSON */
  causes: Type.String(),
});

export const AlarmRow = Type.Object({
  id: Type.String(),
  kind: AlarmKind,
  unit_id: Type.String(),
  camera_id: Nullable(Type.String()),
  cause: Nullable(Cause),
  cameras: Type.Integer(),
  began_at: Type.Integer(),
  ended_at: Nullable(Type.Integer()),
});

export const WallRow = Type.Object({
  id: Type.String(),
  name: Type.String(),
  owner_id: Type.String(),
  unit_id: Nullable(Type.String()),
  /** JSON */
  screens: Type.String(),
  updated_at: Type.Integer(),
});

export const TourRow = Type.Object({
  id: Type.String(),
  name: Type.String(),
  owner_id: Type.String(),
  unit_id: Nullable(Type.String()),
  dwell: Type.Integer(),
  /** JSON */
  content: Type.String(),
  updated_at: Type.Integer(),
});

export const FavouritesRow = Type.Object({
  user_id: Type.String(),
  /** JSON */
  channel_ids: Type.String(),
});

export const SiteViewRow = Type.Object({
  site_id: Type.String(),
  wall_id: Nullable(Type.String()),
  tour_id: Nullable(Type.String()),
});

export const KioskRow = Type.Object({
  id: Type.String(),
  user_id: Type.String(),
  site_id: Type.String(),
  grant_id: Type.String(),
  token_hash: Type.String(),
  created_by: Type.String(),
  created_at: Type.Integer(),
});

/** Kysely's view of the whole database. */
export interface Schema extends MeetingSchema {
  users: Static<typeof UserRow>;
  sessions: Static<typeof SessionRow>;
  sign_in_failures: Static<typeof SignInFailureRow>;
  sign_in_addresses: Static<typeof SignInAddressRow>;
  sign_in_devices: Static<typeof SignInDeviceRow>;
  role_assignments: Static<typeof RoleAssignmentRow>;
  recovery_codes: Static<typeof RecoveryCodeRow>;
  invitations: Static<typeof InvitationRow>;
  org_units: Static<typeof OrgUnitRow>;
  org_unit_changes: Static<typeof OrgUnitChangeRow>;
  sites: Static<typeof SiteRow>;
  shifts: Static<typeof ShiftRow>;
  grants: Static<typeof GrantRow>;
  hub: Static<typeof HubRow>;
  cameras: Static<typeof CameraRow>;
  channels: Static<typeof ChannelRow>;
  profiles: Static<typeof ProfileRow>;
  sign_photos: Static<typeof SignPhotoRow>;
  gb_serial: Static<typeof GbSerialRow>;
  credential_sets: Static<typeof CredentialSetRow>;
  jobs: Static<typeof JobRow>;
  job_items: Static<typeof JobItemRow>;
  camera_health: Static<typeof CameraHealthRow>;
  health_changes: Static<typeof HealthChangeRow>;
  health_days: Static<typeof HealthDayRow>;
  alarms: Static<typeof AlarmRow>;
  walls: Static<typeof WallRow>;
  tours: Static<typeof TourRow>;
  favourites: Static<typeof FavouritesRow>;
  site_views: Static<typeof SiteViewRow>;
  kiosks: Static<typeof KioskRow>;
  audit_events: Static<typeof AuditEventRow>;
  audit_anchors: Static<typeof AuditAnchorRow>;
}

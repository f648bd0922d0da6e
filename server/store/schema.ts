import { Type, type Static } from 'typebox';

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
  role: Type.Enum(['administrator']),
  password_hash: Type.String(),
  created_at: Type.Integer(),
  updated_at: Type.Integer(),
});

export const SessionRow = Type.Object({
  id_hash: Type.String(),
  user_id: Nullable(Type.String()),
  csrf_secret: Type.String(),
  created_at: Type.Integer(),
  seen_at: Type.Integer(),
});

export const SignInFailureRow = Type.Object({
  name_hash: Type.String(),
  failures: Type.Integer(),
  next_at: Type.Integer(),
});

export const SetupLinkRow = Type.Object({ token_hash: Type.String(), created_at: Type.Integer() });

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
});

export const ChannelRow = Type.Object({
  id: Type.String(),
  camera_id: Type.String(),
  position: Type.Integer(),
  token: Type.String(),
  name: Type.String(),
});

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
});

/** Kysely's view of the whole database. */
export interface Schema {
  users: Static<typeof UserRow>;
  sessions: Static<typeof SessionRow>;
  sign_in_failures: Static<typeof SignInFailureRow>;
  setup_links: Static<typeof SetupLinkRow>;
  hub: Static<typeof HubRow>;
  cameras: Static<typeof CameraRow>;
  channels: Static<typeof ChannelRow>;
  profiles: Static<typeof ProfileRow>;
  audit_events: Static<typeof AuditEventRow>;
}

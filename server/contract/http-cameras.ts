import { Type } from 'typebox';
import { CameraAdopt, CameraImport, CameraImportResult } from './camera-import.ts';
import { Camera, CameraSource, Id } from './camera.ts';
import { Check } from './check.ts';
import { CredentialSet, CredentialSetWrite } from './credential-set.ts';
import { Alarm, CameraHealth, HealthChange, HealthQuery, HealthRow } from './health.ts';
import { Job, JobItem, JobItemsQuery } from './job.ts';
import { PublicCamera } from './placement.ts';
import { Ptz, PtzLimits, PtzPreset, PtzTour } from './ptz.ts';
import { RepairStart } from './repair.ts';

const Nothing = Type.Object({});
const ById = Type.Object({ id: Id });
const File = Type.Unsafe<Uint8Array>(Type.String({ format: 'binary' }));
const Format = Type.Object({ format: Type.Enum(['csv', 'xlsx']) });

/** Routes of the fleet of cameras: import, checks and repairs, declarations, health, PTZ. */
export const cameraRoutes = {
  'credentialSet.list': {
    method: 'GET',
    path: '/credential-sets',
    permission: 'camera.register',
    reply: Type.Object({ sets: Type.Array(CredentialSet) }),
  },
  'credentialSet.create': {
    method: 'POST',
    path: '/credential-sets',
    permission: 'credentials.write',
    body: CredentialSetWrite,
    reply: CredentialSet,
  },
  'credentialSet.update': {
    method: 'PUT',
    path: '/credential-sets/:id',
    permission: 'credentials.write',
    params: ById,
    body: CredentialSetWrite,
    reply: CredentialSet,
  },
  'credentialSet.remove': {
    method: 'DELETE',
    path: '/credential-sets/:id',
    permission: 'credentials.write',
    params: ById,
    reply: Nothing,
  },
  'camera.import': {
    method: 'POST',
    path: '/cameras/import',
    permission: 'camera.register',
    body: CameraImport,
    reply: CameraImportResult,
  },
  /** An empty file with all columns, and one example. */
  'camera.template': {
    method: 'GET',
    path: '/cameras/template',
    permission: 'camera.register',
    query: Format,
    produces: 'application/octet-stream',
    reply: File,
  },
  /** A file that `camera.import` takes; never with a password in it. */
  'camera.export': {
    method: 'GET',
    path: '/cameras/export',
    permission: 'camera.register',
    query: Format,
    produces: 'application/octet-stream',
    reply: File,
  },
  'camera.adopt': {
    method: 'POST',
    path: '/cameras/adopt',
    permission: 'camera.register',
    body: CameraAdopt,
    reply: Job,
  },
  /** The checklist of a device that need not be registered. */
  'camera.check': {
    method: 'POST',
    path: '/cameras/check',
    permission: 'camera.register',
    body: CameraSource,
    reply: Type.Object({ checks: Type.Array(Check) }),
  },
  'camera.checkAgain': {
    method: 'POST',
    path: '/cameras/:id/check',
    permission: 'camera.register',
    params: ById,
    reply: Type.Object({ checks: Type.Array(Check) }),
  },
  'camera.signPhoto': {
    method: 'GET',
    path: '/cameras/:id/sign-photo',
    permission: 'camera.list',
    params: ById,
    produces: 'image/jpeg',
    reply: File,
  },
  /** A JPEG, base64; empty: it is taken away. */
  'camera.setSignPhoto': {
    method: 'PUT',
    path: '/cameras/:id/sign-photo',
    permission: 'camera.register',
    params: ById,
    body: Type.Object({ jpeg: Type.String({ maxLength: 2_800_000 }) }),
    reply: Camera,
  },
  'sign.read': {
    method: 'GET',
    path: '/sign/:code',
    permission: 'public',
    params: Type.Object({ code: Type.String({ pattern: '^[a-z0-9]{10}$' }) }),
    reply: PublicCamera,
  },
  'job.list': {
    method: 'GET',
    path: '/jobs',
    permission: 'job.read',
    reply: Type.Object({ jobs: Type.Array(Job) }),
  },
  'job.items': {
    method: 'GET',
    path: '/jobs/:id/items',
    permission: 'job.read',
    params: ById,
    query: JobItemsQuery,
    reply: Type.Object({ job: Job, items: Type.Array(JobItem) }),
  },
  'job.stop': { method: 'POST', path: '/jobs/:id/stop', permission: 'job.read', params: ById, reply: Job },
  'job.resume': { method: 'POST', path: '/jobs/:id/resume', permission: 'job.read', params: ById, reply: Job },
  'repair.start': { method: 'POST', path: '/repairs', permission: 'camera.repair', body: RepairStart, reply: Job },
  'health.list': {
    method: 'GET',
    path: '/health',
    permission: 'camera.list',
    reply: Type.Object({ cameras: Type.Array(CameraHealth), alarms: Type.Array(Alarm) }),
  },
  /** The newest first; 200 at most. */
  'health.history': {
    method: 'GET',
    path: '/cameras/:id/health',
    permission: 'camera.list',
    params: ById,
    reply: Type.Object({ changes: Type.Array(HealthChange) }),
  },
  /** Looks now, with a picture proof, and tells what it found. */
  'health.look': {
    method: 'POST',
    path: '/cameras/:id/health',
    permission: 'camera.register',
    params: ById,
    reply: CameraHealth,
  },
  'health.report': {
    method: 'GET',
    path: '/health/report',
    permission: 'health.report',
    query: HealthQuery,
    reply: Type.Object({ rows: Type.Array(HealthRow) }),
  },
  /** The same as XLSX, for the carrier's bill. */
  'health.export': {
    method: 'GET',
    path: '/health/report/export',
    permission: 'health.report',
    query: HealthQuery,
    produces: 'application/octet-stream',
    reply: File,
  },
  'ptz.read': { method: 'GET', path: '/channels/:id/ptz', permission: 'ptz.control', params: ById, reply: Ptz },
  /** Where it stands now, under this name; a token that exists is replaced. */
  'ptz.savePreset': {
    method: 'POST',
    path: '/channels/:id/ptz/presets',
    permission: 'ptz.control',
    params: ById,
    body: Type.Object({
      grantId: Id,
      token: Type.String({ maxLength: 64 }),
      name: Type.String({ minLength: 1, maxLength: 60 }),
    }),
    reply: PtzPreset,
  },
  'ptz.removePreset': {
    method: 'DELETE',
    path: '/channels/:id/ptz/presets/:token',
    permission: 'ptz.control',
    params: Type.Object({ id: Id, token: Type.String({ maxLength: 64 }) }),
    reply: Nothing,
  },
  'ptz.setLimits': {
    method: 'PUT',
    path: '/channels/:id/ptz/limits',
    permission: 'mask.write',
    params: ById,
    body: Type.Object({ limits: PtzLimits }),
    reply: Ptz,
  },
  'ptz.setTours': {
    method: 'PUT',
    path: '/channels/:id/ptz/tours',
    permission: 'ptz.control',
    params: ById,
    body: Type.Object({ tours: Type.Array(PtzTour, { maxItems: 16 }) }),
    reply: Ptz,
  },
} as const;

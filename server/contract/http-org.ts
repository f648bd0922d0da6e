import { Type } from 'typebox';
import { Id } from './camera.ts';
import {
  OrgExport,
  OrgImport,
  OrgImportResult,
  OrgUnit,
  OrgUnitCreate,
  OrgUnitMerge,
  OrgUnitUpdate,
  Site,
  SiteCreate,
  SiteUpdate,
  UnitChange,
} from './org.ts';

const Nothing = Type.Object({});
const ById = Type.Object({ id: Id });

/** Routes of units and sites. */
export const orgRoutes = {
  /** The whole tree, with retired units, parents before children. */
  'org.list': {
    method: 'GET',
    path: '/units',
    permission: 'org.read',
    reply: Type.Object({ units: Type.Array(OrgUnit), sites: Type.Array(Site) }),
  },
  'org.create': { method: 'POST', path: '/units', permission: 'org.write', body: OrgUnitCreate, reply: OrgUnit },
  'org.update': {
    method: 'PATCH',
    path: '/units/:id',
    permission: 'org.write',
    params: ById,
    body: OrgUnitUpdate,
    reply: OrgUnit,
  },
  'org.merge': {
    method: 'POST',
    path: '/units/:id/merge',
    permission: 'org.write',
    params: ById,
    body: OrgUnitMerge,
    reply: OrgUnit,
  },
  /** Refused while anything hangs on it. */
  'org.retire': { method: 'DELETE', path: '/units/:id', permission: 'org.write', params: ById, reply: OrgUnit },
  /** The oldest first. */
  'org.history': {
    method: 'GET',
    path: '/units/:id/history',
    permission: 'org.read',
    params: ById,
    reply: Type.Object({ changes: Type.Array(UnitChange) }),
  },
  'org.import': {
    method: 'POST',
    path: '/units/import',
    permission: 'org.write',
    body: OrgImport,
    reply: OrgImportResult,
  },
  /** A file that `org.import` takes. */
  'org.export': {
    method: 'GET',
    path: '/units/export',
    permission: 'org.write',
    query: OrgExport,
    produces: 'application/octet-stream',
    reply: Type.Unsafe<Uint8Array>(Type.String({ format: 'binary' })),
  },
  'site.create': { method: 'POST', path: '/sites', permission: 'org.write', body: SiteCreate, reply: Site },
  'site.update': {
    method: 'PATCH',
    path: '/sites/:id',
    permission: 'org.write',
    params: ById,
    body: SiteUpdate,
    reply: Site,
  },
  'site.remove': { method: 'DELETE', path: '/sites/:id', permission: 'org.write', params: ById, reply: Nothing },
} as const;

import { Type } from 'typebox';
import { Anchors, RecordPage, RecordQuery, Report, ReportQuery, Verification, ViewsQuery } from './record.ts';

/** Routes of the record and the report made from it. */
export const recordRoutes = {
  'record.search': {
    method: 'GET',
    path: '/record',
    permission: 'record.search',
    query: RecordQuery,
    reply: RecordPage,
  },
  /** Who viewed the cameras of my own unit and below. */
  'record.views': {
    method: 'GET',
    path: '/record/views',
    permission: 'record.views',
    query: ViewsQuery,
    reply: RecordPage,
  },
  /** The whole record with its anchors, one JSON object a line, for `scripts/audit-verify`. */
  'record.export': {
    method: 'POST',
    path: '/record/export',
    permission: 'record.export',
    produces: 'application/x-ndjson',
    reply: Type.Unsafe<AsyncIterable<Uint8Array>>(Type.String({ format: 'binary' })),
  },
  'record.verify': {
    method: 'POST',
    path: '/record/verification',
    permission: 'record.export',
    reply: Verification,
  },
  'record.anchors': { method: 'GET', path: '/record/anchors', permission: 'record.search', reply: Anchors },
  'report.read': { method: 'GET', path: '/report', permission: 'report.read', query: ReportQuery, reply: Report },
  'report.csv': {
    method: 'GET',
    path: '/report/csv',
    permission: 'report.read',
    query: ReportQuery,
    produces: 'text/csv',
    reply: Type.Unsafe<Uint8Array>(Type.String({ format: 'binary' })),
  },
} as const;

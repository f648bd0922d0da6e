import { dirname, join } from 'node:path';
import ts from 'typescript';
import type { SourceFile } from './tree.ts';

/** One import: of a file of ours (path from the root) or of a package (its name; `node:` for all of Node's own). */
export interface Import {
  from: string;
  to: string;
  ours: boolean;
}

/** All imports of a file, also `import type`, `export from`, and `import()`. */
export function importsOf({ path, text }: SourceFile): Import[] {
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => {
    if (fileName.startsWith('.')) return { from: path, to: join(dirname(path), fileName), ours: true };
    const parts = fileName.split('/');
    const name = fileName.startsWith('node:') ? 'node:' : parts.slice(0, fileName.startsWith('@') ? 2 : 1).join('/');
    return { from: path, to: name, ours: false };
  });
}

/** What each room may import of ours. The longest prefix decides; whatever is not named may import nothing of ours. */
const MAY_IMPORT: Record<string, string[]> = {
  'server/contract/': ['server/contract/'],
  'web/': ['web/', 'server/contract/'],
  'media/': ['media/'],
  'scripts/': ['scripts/', 'server/', 'media/', 'web/', 'test/'],
  'test/': ['test/', 'server/', 'media/', 'web/', 'scripts/'],
};

/**
 * The floors of server/, from the lowest: a file imports from its own floor and those below, never from above.
 * A prefix that ends with `/` is a folder.
 */
const SERVER_FLOORS: string[][] = [
  ['server/contract/'],
  // Single files that stand on nothing but the contract: permissions, errors, config, ids, keys.
  ['server/'],
  ['server/cluster/'],
  ['server/store/'],
  [
    'server/ws/',
    'server/http/',
    'server/error-mapping.ts',
    'server/rights.ts',
    'server/refusal.ts',
    'server/invitations.ts',
  ],
  ['server/features/'],
  ['server/app.ts', 'server/app-meetings.ts', 'server/hub.ts', 'server/serve.ts', 'server/main.ts'],
];

/** Packages that belong to one room. */
const PACKAGES: { name: RegExp; only: RegExp; why: string }[] = [
  { name: /^(sqlite3|kysely)$/, only: /^(server\/store|test|scripts)\//, why: 'SQL stays in server/store' },
  {
    name: /^(mediasoup|fluent-ffmpeg|onvif|node-onvif|werift)$/,
    only: /^(media|test|scripts)\//,
    why: 'media stays in media',
  },
  { name: /^(fastify|@fastify\/.*|ws)$/, only: /^(server|test|scripts)\//, why: 'HTTP and sockets stay in server' },
  { name: /^(react|react-dom|antd|react-router)$/, only: /^(web|test)\//, why: 'the page stays in web' },
  { name: /^node:$/, only: /^(?!web\/(?!vite\.config))/, why: 'the page runs in a browser' },
];

/** What is wrong with an import, in words; null when it is allowed. */
export function checkImport({ from, to, ours }: Import): string | null {
  if (!ours) return checkPackage(from, to);
  if (from.startsWith('server/') && !from.startsWith('server/contract/')) return checkServerImport(from, to);
  if (from.startsWith('media/') && to === 'media/index.ts')
    return `${from}: index.ts is the door for others, not for media itself`;
  const room = longestPrefix(Object.keys(MAY_IMPORT), from);
  const allowed = room === undefined ? [] : (MAY_IMPORT[room] ?? []);
  return allowed.some((prefix) => to.startsWith(prefix)) ? null : `${from} may not import ${to}`;
}

function checkPackage(from: string, name: string): string | null {
  if (from.startsWith('server/contract/') && name !== 'typebox')
    return `${from}: the contract imports only typebox, not ${name}`;
  const rule = PACKAGES.find((one) => one.name.test(name) && !one.only.test(from));
  return rule ? `${from} may not import ${name}: ${rule.why}` : null;
}

function checkServerImport(from: string, to: string): string | null {
  if (to === 'media/index.ts' && !/^server\/(store|cluster)\//.test(from)) return null;
  if (to === 'media/index.ts') return `${from}: neither store nor cluster knows media`;
  if (to.startsWith('media/')) return `${from}: of media only its index.ts, not ${to}`;
  if (!to.startsWith('server/')) return `${from} may not import ${to}`;
  const [mine, theirs] = [floorOf(from), floorOf(to)];
  if (theirs > mine) return `${from} imports upward: ${to}`;
  const [feature, other] = [featureOf(from), featureOf(to)];
  if (feature !== null && other !== null && feature !== other)
    return `${from}: a feature imports no other feature: ${to}`;
  if (feature !== null && to.startsWith('server/cluster/') && to !== 'server/cluster/ports.ts') {
    return `${from}: of cluster only its ports.ts, not ${to}`;
  }
  return null;
}

function floorOf(path: string): number {
  const prefix = longestPrefix(SERVER_FLOORS.flat(), path);
  return SERVER_FLOORS.findIndex((floor) => prefix !== undefined && floor.includes(prefix));
}

function featureOf(path: string): string | null {
  return /^server\/features\/([^/]+)\//.exec(path)?.[1] ?? null;
}

function longestPrefix(prefixes: string[], path: string): string | undefined {
  return prefixes.filter((prefix) => path.startsWith(prefix)).sort((a, b) => b.length - a.length)[0];
}

/** Circles among our own files, each as the paths on its way; empty when there is none. */
export function findCycles(imports: Import[]): string[][] {
  const graph = Map.groupBy(
    imports.filter(({ ours }) => ours),
    ({ from }) => from,
  );
  const cycles: string[][] = [];
  const done = new Set<string>();
  const walk = (path: string, way: string[]): void => {
    if (way.includes(path)) {
      cycles.push([...way.slice(way.indexOf(path)), path]);
      return;
    }
    if (done.has(path)) return;
    for (const { to } of graph.get(path) ?? []) walk(to, [...way, path]);
    done.add(path);
  };
  for (const path of graph.keys()) walk(path, []);
  return cycles;
}

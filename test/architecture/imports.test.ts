import { expect, test } from 'vitest';
import { checkImport, findCycles, importsOf } from './imports.ts';

/** What is wrong with a file at `path` that imports `specifier`. */
function check(path: string, specifier: string): string | null {
  const [first] = importsOf({ path, text: `import '${specifier}';` });
  if (!first) throw new Error('no import found');
  return checkImport(first);
}

test('imports are found in every form', () => {
  const text = `
    import a, { b } from './a.ts';
    import type { C } from '../c.ts';
    export * from './d.ts';
    const e = await import('./e.ts');
    import { readFile } from 'node:fs/promises';
    import cookie from '@fastify/cookie/types';
    // import './not-me.ts';
  `;
  expect(importsOf({ path: 'server/ws/x.ts', text }).map(({ to }) => to)).toEqual([
    'server/ws/a.ts',
    'server/c.ts',
    'server/ws/d.ts',
    'server/ws/e.ts',
    'node:',
    '@fastify/cookie',
  ]);
});

test.for([
  ['web/app.tsx', '../server/contract/ws.ts'],
  ['web/pages/live.tsx', '../media/socket.ts'],
  ['web/vite.config.ts', 'node:path'],
  ['server/contract/ws.ts', 'typebox'],
  ['server/features/camera/routes.ts', '../../../media/index.ts'],
  ['server/features/camera/routes.ts', '../../store/cameras.ts'],
  ['server/features/camera/routes.ts', './service.ts'],
  ['server/features/camera/routes.ts', '../../cluster/ports.ts'],
  ['server/store/cameras.ts', '../errors.ts'],
  ['server/app.ts', './features/camera/routes.ts'],
  ['media/onvif/probe.ts', '../error.ts'],
  ['scripts/demo.ts', '../test/fleet/fleet.ts'],
  ['test/e2e/live.test.ts', '../../media/relay.ts'],
] as const)('%s may import %s', ([from, to]) => {
  expect(check(from, to)).toBeNull();
});

test.for([
  ['web/app.tsx', '../server/errors.ts'],
  ['web/app.tsx', '../media/index.ts'],
  ['web/app.tsx', 'node:fs'],
  ['web/app.tsx', 'mediasoup'],
  ['server/contract/ws.ts', '../errors.ts'],
  ['server/contract/ws.ts', 'fastify'],
  ['server/contract/ws.ts', 'node:crypto'],
  ['server/features/camera/routes.ts', '../watch/service.ts'],
  ['server/features/camera/routes.ts', '../../app.ts'],
  ['server/features/camera/routes.ts', '../../cluster/local.ts'],
  ['server/features/camera/routes.ts', '../../../media/relay.ts'],
  ['server/features/camera/routes.ts', 'kysely'],
  ['server/store/cameras.ts', '../ws/socket.ts'],
  ['server/store/cameras.ts', '../../media/index.ts'],
  ['server/permissions.ts', './store/users.ts'],
  ['server/main.ts', '../scripts/demo.ts'],
  ['server/main.ts', '../web/app.tsx'],
  ['media/relay.ts', '../server/errors.ts'],
  ['media/relay.ts', './index.ts'],
  ['media/relay.ts', 'fastify'],
  ['media/relay.ts', '../test/fleet/fleet.ts'],
] as const)('%s may not import %s', ([from, to]) => {
  expect(check(from, to)).not.toBeNull();
});

test('a circle is found, whatever its length, and a diamond is none', () => {
  const edge = (from: string, to: string) => ({ from, to, ours: true });
  expect(findCycles([edge('a', 'b'), edge('a', 'c'), edge('b', 'd'), edge('c', 'd')])).toEqual([]);
  expect(findCycles([edge('a', 'a')])).toEqual([['a', 'a']]);
  expect(findCycles([edge('x', 'a'), edge('a', 'b'), edge('b', 'c'), edge('c', 'a')])).toEqual([['a', 'b', 'c', 'a']]);
});

import ts from 'typescript';
import type { SourceFile } from './tree.ts';

/**
 * What this project refuses to build, as words of a name: recognising people or vehicles, following or scoring
 * citizens, and files on residents. A name is refused when it holds one of ALONE, or one each of PERSON and ACT.
 */
const ALONE = [
  'face',
  'faces',
  'facial',
  'plate',
  'plates',
  'anpr',
  'lpr',
  'gait',
  'appearance',
  'trajectory',
  'trajectories',
  'biometric',
  'biometrics',
  'dossier',
  'dossiers',
  'reid',
];
const PERSON = [
  'person',
  'persons',
  'people',
  'pedestrian',
  'pedestrians',
  'citizen',
  'citizens',
  'resident',
  'residents',
  'villager',
  'villagers',
  'household',
  'households',
];
const ACT = [
  'search',
  'find',
  'finder',
  'track',
  'tracks',
  'tracker',
  'tracking',
  'trace',
  'recognition',
  'recognise',
  'recognize',
  'identify',
  'identification',
  'match',
  'score',
  'scores',
  'scoring',
  'credit',
  'rating',
  'rank',
  'ranking',
  'risk',
  'profile',
  'profiles',
  'profiling',
  'file',
  'record',
  'index',
  'archive',
];
/** The same in the language of the page. */
const CHINESE = /人脸|车牌|步态|人员轨迹|轨迹追踪|人员档案|居民档案|信用评分|积分排名|以图搜人|人员搜索/;

/** `wallTile`, `wall_tile`, `wall-tile` and `/wall/tile` are all the words wall and tile; `interface` is one word. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '');
}

export function isRefused(name: string): boolean {
  if (CHINESE.test(name)) return true;
  const words = wordsOf(name).filter((word, index, all) => !(word === 'face' && all[index - 1] === 'font'));
  const holds = (list: string[]) => words.some((word) => list.includes(word));
  return holds(ALONE) || (holds(PERSON) && holds(ACT));
}

/** Every refused identifier and string (routes, messages, SQL with its tables and columns) of a TypeScript file. */
export function findRefused({ path, text }: SourceFile): string[] {
  const found: string[] = [];
  const source = ts.createSourceFile(
    path,
    text,
    ts.ScriptTarget.Latest,
    false,
    path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  );
  const visit = (node: ts.Node): void => {
    for (const name of namesIn(node)) if (isRefused(name)) found.push(`${path}: ${name}`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** Of a string, each of its words with `_`, `-`, `.` or `/` inside is a name of its own: a sentence is not one. */
function namesIn(node: ts.Node): string[] {
  if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) return [node.text];
  if (
    ts.isStringLiteralLike(node) ||
    ts.isTemplateHead(node) ||
    ts.isTemplateMiddle(node) ||
    ts.isTemplateTail(node) ||
    ts.isJsxText(node)
  ) {
    return node.text.split(/[^\p{L}\p{N}_./-]+/u);
  }
  return [];
}

/** Property names of a TypeBox schema, at any depth. */
export function fieldsOf(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]: [string, unknown]) => [
    ...(key === 'properties' && typeof value === 'object' && value !== null ? Object.keys(value) : []),
    ...fieldsOf(value),
  ]);
}

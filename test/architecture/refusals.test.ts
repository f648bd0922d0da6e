import { Type } from 'typebox';
import { expect, test } from 'vitest';
import { fieldsOf, findRefused, isRefused, wordsOf } from './refusals.ts';

test('names fall into words', () => {
  expect(wordsOf('onFaceFound')).toEqual(['on', 'face', 'found']);
  expect(wordsOf('HTTPInterface')).toEqual(['http', 'interface']);
  expect(wordsOf('/people/:id/gait_index')).toEqual(['people', 'id', 'gait', 'index']);
});

test.for([
  'faceVector',
  'FACE_ID',
  'license_plate',
  'plateNumber',
  'gait',
  'appearanceSearch',
  'trajectory.read',
  '/persons/search',
  'trackPerson',
  'citizenScore',
  'residentProfile',
  'household_risk',
  '人脸识别',
])('%s is refused', (name) => {
  expect(isRefused(name)).toBe(true);
});

test.for([
  'interface',
  'NetworkInterface',
  'surface',
  'template',
  'plateau',
  'fontFace',
  'producerScore',
  'trackId',
  'cameraProfile',
  'searchCameras',
  'participantTrack',
  '网络接口',
])('%s is not', (name) => {
  expect(isRefused(name)).toBe(false);
});

test('identifiers, routes and SQL columns are all looked at; comments are not', () => {
  const text = `
    // no face recognition here
    interface Row { facePrint: string }
    const route = { path: '/citizens/score' };
    const sql = \`create table x (plate_number text)\`;
    const line = 'we find people who search';
  `;
  expect(findRefused({ path: 'server/x.ts', text })).toEqual([
    'server/x.ts: facePrint',
    'server/x.ts: /citizens/score',
    'server/x.ts: plate_number',
  ]);
});

test('fields are found at any depth of a schema', () => {
  const schema = Type.Object({ list: Type.Array(Type.Object({ gait: Type.Optional(Type.String()) })) });
  expect(fieldsOf({ reply: schema })).toEqual(['list', 'gait']);
});

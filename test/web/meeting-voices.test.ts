import { expect, test } from 'vitest';
import { MOST_VOICES, type SourceState } from '../../server/contract/meeting-room.ts';
import { chooseVoices, stateOf } from '../../web/media/meeting/voices.ts';
import { sending, someone } from './meeting-people.ts';

const people = (count: number, state: SourceState) =>
  Array.from({ length: count }, (_, index) => sending(`${state}${index}`, { microphone: state }));
const idsOf = (voices: { participantId: string }[]) => voices.map(({ participantId }) => participantId);

test('a few are all heard, closed microphones too, but not I, nor who is away or sends nothing', () => {
  const away = { ...sending('away', { microphone: 'on' }), present: false };
  const voices = chooseVoices([...people(2, 'on'), ...people(2, 'off'), away, someone('mute')], [], 'on0');
  expect(idsOf(voices)).toEqual(['on1', 'off0', 'off1']);
});

test('of many, those who spoke last are heard, as many as the hub allows', () => {
  const many = people(30, 'on');
  const voices = chooseVoices(many, ['on29', 'on17'], null);
  expect(voices).toHaveLength(MOST_VOICES);
  expect(idsOf(voices).slice(0, 3)).toEqual(['on29', 'on17', 'on0']);
});

test('an open microphone comes before a closed one that spoke last', () => {
  const voices = chooseVoices([...people(MOST_VOICES, 'off'), ...people(1, 'on')], ['off3'], null);
  expect(idsOf(voices).slice(0, 2)).toEqual(['on0', 'off3']);
  expect(voices).toHaveLength(MOST_VOICES);
});

test('the sound of a screen is always heard', () => {
  const sharing = sending('s', { 'screen-sound': 'on', microphone: 'muted' });
  const voices = chooseVoices([...people(20, 'on'), sharing], [], null);
  expect(voices[0]).toEqual({ participantId: 's', source: 'screen-sound' });
  expect(voices).toHaveLength(MOST_VOICES);
});

test('a source that is not there has no state', () => {
  const one = sending('x', { camera: 'muted' });
  expect([stateOf(one, 'camera'), stateOf(one, 'screen')]).toEqual(['muted', null]);
});

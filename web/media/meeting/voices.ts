import { MOST_VOICES, type Participant, type Source, type SourceState } from '../../../server/contract/meeting-room.ts';

/** One sound that is to be heard. */
export interface Voice {
  participantId: string;
  source: Source;
}

/**
 * Whom to listen to: the sound of what is shown; then all microphones where they are few enough, else open ones before
 * closed ones, those who spoke last first. A closed microphone is listened to, too, where there is room: so its first
 * word is not lost.
 * @param me is not heard
 */
export function chooseVoices(
  participants: readonly Participant[],
  speakers: readonly string[],
  me: string | null,
): Voice[] {
  const others = participants.filter(({ id, present }) => id !== me && present);
  const shared = others.filter((one) => stateOf(one, 'screen-sound') === 'on');
  const rank = (one: Participant): number => {
    const spoke = speakers.indexOf(one.id);
    const last = spoke === -1 ? speakers.length : spoke;
    return stateOf(one, 'microphone') === 'on' ? last : last + speakers.length + 1;
  };
  const talking = others
    .filter((one) => stateOf(one, 'microphone') !== null)
    .map((one) => ({ one, rank: rank(one) }))
    .sort((a, b) => a.rank - b.rank)
    .slice(0, Math.max(0, MOST_VOICES - shared.length));
  return [
    ...shared.map(({ id }): Voice => ({ participantId: id, source: 'screen-sound' })),
    ...talking.map(({ one }): Voice => ({ participantId: one.id, source: 'microphone' })),
  ].slice(0, MOST_VOICES);
}

/** How it stands with somebody's source; null: there is none. */
export function stateOf(participant: Pick<Participant, 'sources'>, source: Source): SourceState | null {
  return participant.sources.find((one) => one.source === source)?.state ?? null;
}

import type { Cause } from '../../contract/camera.ts';
import type { CameraHealth, HealthState } from '../../contract/health.ts';
import { hear, NO_TRACK, type Track } from './track.ts';

/** A good picture vouches for the camera so long, ms: two rounds of picture proofs. */
const PICTURE_GOOD_FOR = 30 * 60_000;
/** A camera that changes this often within this time, ms, is flapping; until it has not changed for so long, ms. */
const FLAPPING_TURNS = 6;
const FLAPPING_WINDOW = 30 * 60_000;
const QUIET = 15 * 60_000;

/** A state, with its reason. */
export interface Verdict {
  readonly state: HealthState;
  readonly cause: Cause | null;
}

/** What a look found out. `cause` null: it was good. */
export type Proof =
  | { kind: 'answer'; at: number; cause: Cause | null }
  | { kind: 'picture'; at: number; cause: Cause | null; sure: boolean };

/** All that is known of a camera's health. */
export interface Standing {
  /** Whether it answers. */
  readonly reach: Track;
  /** Whether its picture is good; nothing is known of it while the camera does not answer. */
  readonly picture: Track;
  readonly checkedAt: number | null;
  readonly pictureAt: number | null;
  /** The last good picture. */
  readonly goodAt: number | null;
  /** What it did before, the oldest first: each change between working, faulty and offline. */
  readonly turns: readonly (Verdict & { at: number })[];
  readonly flapping: boolean;
  /** What pages are told. */
  readonly shown: Verdict & { since: number };
}

/** Of a camera that has not been looked at yet. */
export function newStanding(now: number): Standing {
  return {
    reach: NO_TRACK,
    picture: NO_TRACK,
    checkedAt: null,
    pictureAt: null,
    goodAt: null,
    turns: [],
    flapping: false,
    shown: { state: 'unknown', cause: null, since: now },
  };
}

/** As it was when the hub was stopped: it goes on from there, with the same slowness to change. */
export function restore({ state, cause, since, checkedAt, pictureAt, flapping }: CameraHealth): Standing {
  const good: Track = { verdict: 'good', cause: null, against: 0 };
  const bad: Track = { verdict: 'bad', cause, against: 0 };
  const answers = state === 'working' || state === 'faulty';
  return {
    reach: state === 'offline' ? bad : answers ? good : NO_TRACK,
    picture: state === 'working' ? good : state === 'faulty' ? bad : NO_TRACK,
    checkedAt,
    pictureAt,
    goodAt: state === 'working' ? pictureAt : null,
    turns: state === 'unknown' ? [] : [{ at: since, state, cause }],
    flapping,
    shown: { state, cause, since },
  };
}

/** The standing after one more proof. Pure: all that counts is what was proven, and when. */
export function step(before: Standing, proof: Proof): Standing {
  const { at } = proof;
  const heard = proof.kind === 'answer' ? hearAnswer(before, proof) : hearPicture(before, proof);
  const now = verdictOf(heard, at);
  const turns = withTurn(before.turns, now, at);
  const last = turns.at(-1);
  const tooMany = turns.filter((turn) => turn.at > at - FLAPPING_WINDOW).length > FLAPPING_TURNS;
  const flapping = tooMany || (before.flapping && last !== undefined && last.at > at - QUIET);
  const said = flapping ? worst([...turns, now]) : now;
  const since = said.state === before.shown.state ? before.shown.since : at;
  return { ...heard, turns, flapping, shown: { state: said.state, cause: said.cause, since } };
}

/** Whether the last proof of this kind contradicts what is believed, so that it is worth another look soon. */
export function isDoubtful({ reach, picture }: Standing, kind: Proof['kind']): boolean {
  return (kind === 'answer' ? reach : picture).against > 0;
}

export function toHealth(cameraId: string, { shown, checkedAt, pictureAt, flapping }: Standing): CameraHealth {
  return { cameraId, ...shown, checkedAt, pictureAt, flapping };
}

function hearAnswer(before: Standing, { at, cause }: Proof): Standing {
  const reach = hear(before.reach, cause);
  // What comes back has to prove its picture anew: nobody knows what happened to it meanwhile.
  const picture = reach.verdict === 'bad' ? NO_TRACK : before.picture;
  return { ...before, reach, picture, checkedAt: at };
}

function hearPicture(before: Standing, { at, cause, sure }: Proof & { kind: 'picture' }): Standing {
  const heard = { ...before, pictureAt: at };
  if (cause === null) {
    const reach = hear(before.reach, null);
    // A camera that counts as offline is not working after a single sign of life.
    const picture = reach.verdict === 'bad' ? NO_TRACK : hear(before.picture, null);
    return { ...heard, reach, picture, checkedAt: at, goodAt: at };
  }
  return before.reach.verdict === 'bad' ? heard : { ...heard, picture: hear(before.picture, cause, sure) };
}

function verdictOf({ reach, picture, goodAt }: Standing, at: number): Verdict {
  if (reach.verdict === 'bad') return { state: 'offline', cause: reach.cause };
  if (picture.verdict === 'bad') return { state: 'faulty', cause: picture.cause };
  const isFresh = goodAt !== null && at - goodAt <= PICTURE_GOOD_FOR;
  return { state: picture.verdict === 'good' && isFresh ? 'working' : 'unknown', cause: null };
}

/** `unknown` is no change: it only says that somebody has to look. */
function withTurn(turns: Standing['turns'], { state, cause }: Verdict, at: number): Standing['turns'] {
  const last = turns.at(-1);
  if (state === 'unknown' || last?.state === state) return turns;
  const recent = turns.filter((turn, index) => turn.at > at - FLAPPING_WINDOW || index === turns.length - 1);
  return [...recent, { at, state, cause }];
}

const order: readonly HealthState[] = ['offline', 'faulty', 'unknown', 'working'];

function worst(verdicts: readonly Verdict[]): Verdict {
  const [first] = verdicts.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  return first ?? { state: 'unknown', cause: null };
}

import type { CameraSpec } from './camera-spec.ts';
import { sceneTitle } from './clip.ts';
import { MAKERS, type MakerName } from './makers.ts';

/** Invented villages, in towns of Ningshan county that exist. */
const VILLAGES = [
  ['城关镇', '云岫村'],
  ['四亩地镇', '竹溪湾村'],
  ['江口回族镇', '双桐里村'],
  ['广货街镇', '雁回坪村'],
  ['龙王镇', '听泉村'],
  ['筒车湾镇', '水车弯村'],
  ['金川镇', '栖霞坞村'],
  ['皇冠镇', '松影村'],
  ['太山庙镇', '望岭村'],
  ['梅子镇', '青梅坝村'],
  ['新场镇', '晓月坪村'],
] as const;

const MAKER_NAMES = Object.keys(MAKERS) as MakerName[];

/** Crossroads and squares are overseen by cameras that move. */
const PTZ_CLIPS = new Set([2, 4]);

/** What stands on the pictures of clip `number`, unless the camera says otherwise. */
export function clipPlace(number: number): string {
  const [, village] = VILLAGES[number % VILLAGES.length] ?? VILLAGES[0];
  return `${village} ${sceneTitle(number)}`;
}

/** A plainly fictional place for the `index`-th camera of a demo, as camera specification. `clips` as in FleetOptions. */
export function demoCamera(index: number, clips: number): CameraSpec {
  const clip = index % clips;
  // The picture carries the village's name, so whoever shares a clip stands in the same village.
  const [town, village] = VILLAGES[clip % VILLAGES.length] ?? VILLAGES[0];
  const round = Math.floor(index / clips);
  const name = `${town}${village}${sceneTitle(clip)}${round > 0 ? `${round + 1}号` : ''}`;
  return { name, clip, maker: MAKER_NAMES[index % MAKER_NAMES.length], ptz: PTZ_CLIPS.has(clip % 8) };
}

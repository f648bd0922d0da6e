import type { Camera, Profile } from '../../../server/contract/camera.ts';
import type { CameraHealth } from '../../../server/contract/health.ts';
import type { OrgUnit } from '../../../server/contract/org.ts';
import { initialsOf } from '../../../server/features/camera/initials.ts';

/** Of the simulated county: towns with eight villages each. */
const TOWNS = 11;
const VILLAGES = 8;
const places = ['村口', '大桥', '集市', '学校门口', '河堤', '广场', '路口', '停车场'];
const makers = ['Lanting', 'Chengjiang', 'Yunshan'];
/** Every so manieth is offline, faulty, in acceptance. */
const OFFLINE = 40;
const FAULTY = 55;
const ACCEPTANCE = 23;
/** 2026-11-01, UTC. */
const BEGAN = Date.UTC(2026, 10, 1);

const id = (kind: number, number: number): string =>
  `01900000-000${kind}-7000-8000-${String(number).padStart(12, '0')}`;

/** County, towns, villages. */
export function countyUnits(): OrgUnit[] {
  const units = [unit(0, null, '宁陕县', 'county', '610923')];
  for (let town = 1; town <= TOWNS; town++) {
    const code = `6109231${String(town).padStart(2, '0')}`;
    const parent = unit(town * 100, units[0]?.id ?? null, `第${town}镇`, 'town', code);
    units.push(parent);
    for (let village = 1; village <= VILLAGES; village++) {
      units.push(unit(town * 100 + village, parent.id, `${town}-${village}村`, 'village', `${code}2${village}0`));
    }
  }
  return units;
}

function unit(
  number: number,
  parentId: string | null,
  name: string,
  kind: OrgUnit['kind'],
  civilCode: string,
): OrgUnit {
  const contact = { contactName: '', contactPhone: '', longitude: null, latitude: null };
  const times = { createdAt: BEGAN, updatedAt: BEGAN };
  return {
    id: id(1, number),
    parentId,
    name,
    kind,
    civilCode,
    ...contact,
    state: 'joined',
    mergedInto: null,
    ...times,
  };
}

/** Cameras, spread over the villages. */
export function countyCameras(count: number, units: readonly OrgUnit[]): Camera[] {
  const villages = units.filter(({ kind }) => kind === 'village');
  return Array.from({ length: count }, (_, index) => camera(index, villages[index % villages.length] ?? villages[0]));
}

function camera(index: number, village: OrgUnit | undefined): Camera {
  const place = `${places[index % places.length] ?? ''} ${Math.floor(index / 88) + 1}`;
  const accepted = index % ACCEPTANCE !== 0;
  const angle = (index % 88) * 0.07;
  return {
    id: id(2, index),
    name: `${village?.name ?? ''} ${place}`,
    unitId: village?.id ?? '',
    placement: {
      place,
      longitude: 108.31 + Math.cos(angle) * 0.3 + (index % 13) * 0.003,
      latitude: 33.31 + Math.sin(angle) * 0.2 + (index % 7) * 0.003,
      placeType: 'road',
      reason: '道路安全',
      fieldOfView: { heading: index % 360, angle: 70, range: 60 },
      sign: true,
      filing: accepted ? `备-${index}` : '',
      filingDeadline: '2026-12-31',
      carrier: index % 2 ? '电信' : '移动',
      contractor: '秦岭工程',
      retentionDays: 30,
    },
    initials: initialsOf(`${village?.name ?? ''} ${place}`),
    gaps: accepted ? [] : ['filing'],
    signCode: String(index).padStart(10, '0'),
    signPhoto: false,
    testPicture: null,
    kind: 'onvif',
    address: `10.61.${Math.floor(index / 250)}.${(index % 250) + 1}`,
    port: 80,
    username: 'admin',
    hasPassword: true,
    hardwareId: `hw-${index}`,
    manufacturer: makers[index % makers.length] ?? '',
    model: 'IPC-2',
    clockOffsetMs: 12,
    channels: [
      {
        id: id(3, index),
        name: place,
        gbId: `61092301011326${String(index).padStart(6, '0')}`,
        profiles: [profile('main', 1920, 1080, 2_000_000), profile('sub', 640, 360, 512_000)],
        movable: false,
        masks: [],
        maskState: 'none',
      },
    ],
    createdAt: BEGAN,
    updatedAt: BEGAN,
  };
}

function profile(role: Profile['role'], width: number, height: number, bitrate: number): Profile {
  return { role, token: role, codec: 'H264', width, height, fps: 25, gop: 50, bitrate, bFrames: false, audio: null };
}

/** Health of all: mostly good. */
export function countyHealth(cameras: readonly Camera[]): CameraHealth[] {
  return cameras.map(({ id: cameraId }, index) => {
    const state = index % OFFLINE === 1 ? 'offline' : index % FAULTY === 2 ? 'faulty' : 'working';
    const cause = state === 'offline' ? 'address' : state === 'faulty' ? 'black' : null;
    const times = { since: BEGAN, checkedAt: BEGAN, pictureAt: BEGAN };
    return { cameraId, state, cause, ...times, flapping: false };
  });
}

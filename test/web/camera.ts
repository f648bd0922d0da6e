import type { Camera, Channel } from '../../server/contract/camera.ts';
import { DECLARED } from '../rig/declaration.ts';

/** A channel without anything special. */
export function aChannel(part: Partial<Channel> = {}): Channel {
  return {
    id: 'c1',
    name: '通道1',
    gbId: '61092301011326000001',
    profiles: [],
    movable: false,
    masks: [],
    maskState: 'none',
    ...part,
  };
}

/** A camera that is completely declared, and has nothing special. */
export function aCamera(part: Partial<Camera> = {}): Camera {
  return {
    id: 'id',
    name: '村口',
    initials: 'ck',
    kind: 'onvif',
    address: '10.1.2.3',
    port: 80,
    username: '',
    hasPassword: false,
    hardwareId: '',
    manufacturer: '',
    model: '',
    clockOffsetMs: null,
    channels: [aChannel()],
    unitId: 'u1',
    placement: DECLARED,
    gaps: [],
    signCode: '0123456789',
    signPhoto: false,
    testPicture: null,
    createdAt: 0,
    updatedAt: 0,
    ...part,
  };
}

import { randomBytes } from 'node:crypto';
import { newId } from '../../server/id.ts';
import type { StoredCamera, StoredProfile } from '../../server/store/camera-record.ts';
import { DECLARED } from './declaration.ts';

/** What has to be known of a simulated camera to put it into the store without a probe. */
interface Device {
  name: string;
  address: string;
  onvifPort: number;
  username: string;
  password: string;
  hardwareId: string;
  rtspUrl(role: 'main' | 'sub'): string;
}

/** The camera as its registration would have stored it, with a complete declaration. */
export function registered(device: Device, unitId: string, given: Partial<StoredCamera> = {}): StoredCamera {
  const { name, address, username, password, hardwareId } = device;
  const same = { codec: 'H264', gop: 30, bitrate: 0, bFrames: false, audio: null } as const;
  const profiles: StoredProfile[] = [
    { ...same, role: 'main', token: 'main', width: 1280, height: 720, fps: 25, streamUri: device.rtspUrl('main') },
    { ...same, role: 'sub', token: 'sub', width: 640, height: 360, fps: 15, streamUri: device.rtspUrl('sub') },
  ];
  const nothing = { masks: [], maskTokens: [], maskState: 'none', gbId: '', ptz: null } as const;
  return {
    id: newId(),
    name,
    unitId,
    placement: DECLARED,
    accepted: true,
    signCode: randomBytes(5).toString('hex'),
    signPhotoAt: null,
    testPicture: null,
    kind: 'onvif',
    address,
    port: device.onvifPort,
    credentials: { username, password },
    hardwareId,
    manufacturer: '',
    model: '',
    clockOffsetMs: null,
    channels: [{ ...nothing, masks: [], maskTokens: [], id: newId(), token: 'video', name: '', profiles }],
    createdAt: Date.now(),
    updatedAt: Date.now(),
    ...given,
  };
}

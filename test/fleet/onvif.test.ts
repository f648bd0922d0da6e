import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { promisify } from 'node:util';
import onvif from 'onvif';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startFleet, type Fleet, type MakerName } from './index.ts';

const MAKERS: MakerName[] = ['yuanshan', 'chengjiang', 'lanting'];
let fleet: Fleet;

beforeAll(async () => {
  fleet = await startFleet({ cameras: MAKERS.map((maker, i) => ({ maker, name: `${i}号 村口` })), prepare: [] });
});
afterAll(() => fleet.close());

interface Described {
  profiles: (string | undefined)[];
  manufacturer: string | undefined;
  uri: string | undefined;
}

/** Asks through the package `onvif`, which speaks HTTP digest and the username token. */
async function describeCamera(index: number, password?: string): Promise<Described> {
  const camera = fleet.cameras[index];
  if (!camera) throw new RangeError(`no camera ${index}`);
  const cam = new onvif.Cam({
    hostname: camera.address,
    port: camera.onvifPort,
    username: camera.username,
    password: password ?? camera.password,
    timeout: 5000,
    autoconnect: false,
  });
  await promisify(cam.connect.bind(cam))();
  const information = await promisify(cam.getDeviceInformation.bind(cam))();
  const stream = await new Promise<{ uri: string } | undefined>((resolve, reject) => {
    cam.getStreamUri({ protocol: 'RTSP' }, (error, found) => {
      if (error) reject(error);
      else resolve(found);
    });
  });
  return {
    profiles: cam.profiles?.map(({ name }) => name) ?? [],
    manufacturer: information?.manufacturer,
    uri: stream?.uri,
  };
}

describe.each(MAKERS.map((maker, index) => [maker, index] as const))('a camera of %s', (maker, index) => {
  test('is described by a client that nobody here wrote', async () => {
    const told = await describeCamera(index);
    expect(told.manufacturer?.toLowerCase()).toBe(maker);
    expect(told.profiles).toEqual(['main', 'sub']);
    expect(told.uri).toBe(fleet.cameras[index]?.rtspUrl('main'));
  });

  test('refuses a wrong password', async () => {
    await expect(describeCamera(index, 'wrong')).rejects.toThrow();
    expect(fleet.cameras[index]?.counters.refusedLogins).toBeGreaterThan(0);
  });

  test('answers a Probe sent to its address', async () => {
    const camera = fleet.cameras[index];
    const socket = createSocket('udp4');
    const answered = once(socket, 'message');
    const probe = `<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope" xmlns:w="http://schemas.xmlsoap.org/ws/2004/08/addressing" xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery"><e:Header><w:MessageID>uuid:84ede3de-7dec-11d0-c360-f01234567890</w:MessageID></e:Header><e:Body><d:Probe><d:Types xmlns:dn="http://www.onvif.org/ver10/network/wsdl">dn:NetworkVideoTransmitter</d:Types></d:Probe></e:Body></e:Envelope>`;
    socket.send(probe, 3702, camera?.address);
    const [answer, from] = (await answered) as [Buffer, { address: string }];
    socket.close();
    expect(from.address).toBe(camera?.address);
    expect(answer.toString()).toContain(`urn:uuid:${camera?.hardwareId ?? ''}<`);
    expect(answer.toString()).toContain(`http://${camera?.address ?? ''}:8000/onvif/device_service`);
    expect(answer.toString()).toContain('uuid:84ede3de-7dec-11d0-c360-f01234567890<');
  });
});

test('a clock an hour wrong is told, and a token made by that clock is let in', async () => {
  const lanting = fleet.cameras[2];
  await lanting?.setFault({ clockSkewMs: 3_600_000 });
  try {
    expect((await describeCamera(2)).profiles).toHaveLength(2);
  } finally {
    await lanting?.setFault({});
  }
});

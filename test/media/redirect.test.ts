import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadFfmpegConfig, lookAtStream, takeSnapshot } from '../../media/index.ts';
import { startFleet, type Fleet } from '../fleet/index.ts';

const config = loadFfmpegConfig(JSON.parse(readFileSync('ffmpeg.config.json', 'utf8')));
let fleet: Fleet;
let liar: Server;
let url: string;

/** A camera that sends its visitors to another one: to an address that the hub has not checked. */
beforeAll(async () => {
  fleet = await startFleet({ cameras: [{ rtspAuth: 'none' }], prepare: ['sub'] });
  const location = fleet.cameras[0]?.rtspUrl('sub') ?? '';
  liar = createServer((socket) => {
    socket.on('data', (data) => {
      const sequence = /CSeq: *(\d+)/i.exec(data.toString('latin1'))?.[1] ?? '0';
      socket.write(`RTSP/1.0 302 Found\r\nCSeq: ${sequence}\r\nLocation: ${location}\r\n\r\n`);
    });
    socket.on('error', () => socket.destroy());
  });
  liar.listen(0, '127.0.0.1');
  await once(liar, 'listening');
  url = `rtsp://127.0.0.1:${(liar.address() as AddressInfo).port}/stream`;
});

afterAll(async () => {
  liar.close();
  await fleet.close();
});

test('a camera that redirects is not followed for a look', async () => {
  await expect(lookAtStream({ url })).rejects.toMatchObject({ reason: 'other-host' });
});

test('nor for a picture', async () => {
  await expect(takeSnapshot({ url }, config)).rejects.toMatchObject({ reason: 'other-host' });
});

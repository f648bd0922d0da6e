import type { ClipSpec } from './encode.ts';
import { VIDEO_PAYLOAD_TYPE } from './packetize.ts';

/** What DESCRIBE tells. */
export interface SdpOptions {
  address: string;
  name: string;
  video: { codec: ClipSpec['codec']; fps: number; parameterSets: Buffer[] } | 'mjpeg' | null;
  audio: 'PCMA' | 'PCMU' | null;
}

function h264(sets: Buffer[]): string {
  const [sps] = sets;
  const level = sps?.subarray(1, 4).toString('hex') ?? '42e01f';
  const sprop = sets.map((set) => set.toString('base64')).join(',');
  return `packetization-mode=1;profile-level-id=${level};sprop-parameter-sets=${sprop}`;
}

function h265(sets: Buffer[]): string {
  return ['sprop-vps', 'sprop-sps', 'sprop-pps'].map((name, i) => `${name}=${sets[i]?.toString('base64')}`).join(';');
}

/** A session description (RFC 8866) with relative control URLs: video is `trackID=0`, sound `trackID=1`. */
export function sessionDescription({ address, name, video, audio }: SdpOptions): string {
  const lines = ['v=0', `o=- 1 1 IN IP4 ${address}`, `s=${name}`, 'c=IN IP4 0.0.0.0', 't=0 0', 'a=control:*'];
  if (video === 'mjpeg') {
    lines.push('m=video 0 RTP/AVP 26', 'a=rtpmap:26 JPEG/90000', 'a=control:trackID=0', 'a=recvonly');
  } else if (video) {
    const fmtp = video.codec === 'H264' ? h264(video.parameterSets) : h265(video.parameterSets);
    lines.push(
      `m=video 0 RTP/AVP ${VIDEO_PAYLOAD_TYPE}`,
      `a=rtpmap:${VIDEO_PAYLOAD_TYPE} ${video.codec}/90000`,
      `a=fmtp:${VIDEO_PAYLOAD_TYPE} ${fmtp}`,
      `a=framerate:${video.fps}`,
      'a=control:trackID=0',
      'a=recvonly',
    );
  }
  if (audio) {
    const type = audio === 'PCMA' ? 8 : 0;
    lines.push(`m=audio 0 RTP/AVP ${type}`, `a=rtpmap:${type} ${audio}/8000`, 'a=control:trackID=1', 'a=recvonly');
  }
  return lines.map((line) => `${line}\r\n`).join('');
}

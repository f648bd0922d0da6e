import type { PictureFormat } from '../../../media/bitstream/picture-format.ts';

interface Example {
  says: string;
  /** Hexadecimal. */
  sps: string;
  format: PictureFormat;
}

/** By x264, as it writes them for these pictures. */
export const H264_SPS: readonly Example[] = [
  {
    says: 'baseline, 15/s',
    sps: '6742c016da0280bfe584000003000400000300783c58ba80',
    format: { width: 640, height: 360, fps: 15, reorder: 0 },
  },
  {
    says: 'main, no B-frames',
    sps: '674d401fda014016e840000003004000000c83c60ca8',
    format: { width: 1280, height: 720, fps: 25, reorder: 0 },
  },
  {
    says: 'main with B-frames',
    sps: '674d4016e981405ff2c20000030002000003003c1e2c5a70',
    format: { width: 640, height: 360, fps: 15, reorder: 1 },
  },
  {
    says: 'high, cropped below',
    sps: '67640028acd940780227e5ffc000c00104000003000400000300c83c60c65800',
    format: { width: 1920, height: 1080, fps: 25, reorder: 2 },
  },
  {
    says: 'high 4:4:4, cropped on all sides',
    sps: '67f4001e919b281485fc7cfff816a01e18800000030080000019078b16cb00',
    format: { width: 642, height: 362, fps: 25, reorder: 2 },
  },
  {
    says: 'fields',
    sps: '67f4001e919b2816849bff0010000f1000000300100000030321f142996000',
    format: { width: 720, height: 576, fps: 25, reorder: 2 },
  },
  {
    says: 'with decoder parameters (HRD)',
    sps: '67f4001e919b281405ff13ff80018002080000030008000003019301000f420003d09c98600f162d9600',
    format: { width: 640, height: 360, fps: 25, reorder: 2 },
  },
];

/** By x265. */
export const H265_SPS: readonly Example[] = [
  {
    says: 'no B-frames',
    sps: '42010101600000030090000003000003003fa005020171f2e5ba4a4c2e68080000030008000003007840',
    format: { width: 640, height: 360, fps: 0, reorder: 0 },
  },
  {
    says: 'cropped below',
    sps: '4201010408000003009e0800000300007890007810021cb2cacd24995ffe00060008dc08080010000003001000000301908000',
    format: { width: 1920, height: 1080, fps: 0, reorder: 2 },
  },
  {
    says: 'with B-frames',
    sps: '4201010408000003009e0800000300005d9000501005a2cb2b3492657ff800180023702020004000000300400000064200',
    format: { width: 1280, height: 720, fps: 0, reorder: 2 },
  },
];

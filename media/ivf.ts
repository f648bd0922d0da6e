/**
 * Keyframes in IVF, the plainest container that ffmpeg reads (it is told the codec): the place of each is its time.
 * @param frames Annex B, each with its parameter sets
 */
export function ivf(frames: readonly Buffer[]): Buffer {
  const header = Buffer.alloc(32);
  header.write('DKIF', 0, 'latin1');
  header.writeUInt16LE(32, 6);
  header.writeUInt32LE(25, 16);
  header.writeUInt32LE(1, 20);
  header.writeUInt32LE(frames.length, 24);
  const parts = frames.flatMap((data, place) => {
    const head = Buffer.alloc(12);
    head.writeUInt32LE(data.length, 0);
    head.writeUInt32LE(place, 4);
    return [head, data];
  });
  return Buffer.concat([header, ...parts]);
}

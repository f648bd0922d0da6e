/** Of a picture, so many bytes go into one packet. */
const MOST_BYTES = 1150;

/** A VP8 picture in packets (RFC 7741), with its number of 15 bits. */
export function packetsOf(picture: Buffer, number: number): Buffer[] {
  const count = Math.ceil(picture.length / MOST_BYTES);
  return Array.from({ length: count }, (_, index) => {
    const part = picture.subarray(index * MOST_BYTES, (index + 1) * MOST_BYTES);
    const start = index === 0 ? 0x10 : 0;
    return Buffer.concat([Buffer.from([0x80 | start, 0x80, 0x80 | ((number >> 8) & 0x7f), number & 0xff]), part]);
  });
}

/** Whether a packet of VP8 begins a keyframe. */
export function isKeyframe(payload: Buffer): boolean {
  const first = payload[0] ?? 0;
  // Start of partition 0.
  if ((first & 0x17) !== 0x10) return false;
  let at = 1;
  if ((first & 0x80) !== 0) {
    const extended = payload[at++] ?? 0;
    if ((extended & 0x80) !== 0) at += ((payload[at] ?? 0) & 0x80) !== 0 ? 2 : 1;
    if ((extended & 0x40) !== 0) at++;
    if ((extended & 0x30) !== 0) at++;
  }
  return at < payload.length && ((payload[at] ?? 1) & 1) === 0;
}

const START_CODE = Buffer.from([0, 0, 0, 1]);

/** NAL units as a byte stream (H.264 and H.265, annex B). */
export function annexB(units: readonly Buffer[]): Buffer {
  return Buffer.concat(units.flatMap((unit) => [START_CODE, unit]));
}

/** The units of such a stream; start codes of three bytes are known, too. */
export function unitsOf(stream: Buffer): Buffer[] {
  const units: Buffer[] = [];
  const code = START_CODE.subarray(1);
  for (let at = stream.indexOf(code); at !== -1;) {
    const from = at + code.length;
    at = stream.indexOf(code, from);
    const end = at === -1 ? stream.length : at - (stream[at - 1] === 0 ? 1 : 0);
    if (end > from) units.push(stream.subarray(from, end));
  }
  return units;
}

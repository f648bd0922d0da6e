const START_CODE = Buffer.from([0, 0, 0, 1]);

/** NAL units as a byte stream (H.264 and H.265, annex B). */
export function annexB(units: readonly Buffer[]): Buffer {
  return Buffer.concat(units.flatMap((unit) => [START_CODE, unit]));
}

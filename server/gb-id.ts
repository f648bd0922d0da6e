/** Industry: social public security, by public security organs (GB/T 28181-2022, annex E, table E.2). */
const INDUSTRY = '01';
/** Type 132: an IP camera (the same, table E.3). */
const IP_CAMERA = '132';
/** Network: 6, a private video network for public security (the same, table E.4). */
const NETWORK = '6';

/** The largest serial number of a centre. */
export const MAX_SERIAL = 999_999;

/**
 * The 20-digit id of a channel (GB/T 28181-2022, annex E): centre code 8, industry 2, type 3, network 1, serial 6.
 * @param civilCode division code of the county, 6 digits or more; what is missing is filled with zeros
 * @param serial 1 to {@link MAX_SERIAL}
 * @throws RangeError where it does not fit
 */
export function toGbId(civilCode: string, serial: number): string {
  if (!/^\d*$/.test(civilCode)) throw new RangeError(`"${civilCode}" is no division code`);
  if (!Number.isInteger(serial) || serial < 1 || serial > MAX_SERIAL)
    throw new RangeError(`no serial number: ${serial}`);
  const centre = civilCode.slice(0, 8).padEnd(8, '0');
  return `${centre}${INDUSTRY}${IP_CAMERA}${NETWORK}${String(serial).padStart(6, '0')}`;
}

/** Types of video sources: 131 a camera, 132 an IP camera (the same, table E.3). */
const SOURCES = ['131', '132'];

/** Whether it can be the id of a channel: 20 digits, of a video source. */
export function isGbId(id: string): boolean {
  return /^\d{20}$/.test(id) && SOURCES.includes(id.slice(10, 13));
}

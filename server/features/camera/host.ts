import { isIP } from 'node:net';
import { HubError } from '../../errors.ts';

/**
 * One spelling for each host: lower case, no brackets, IPv6 as RFC 5952 writes it, IPv4 where an IPv6 address only wraps
 * it. What is registered is found by it again.
 * @throws HubError `request.invalid` for IPv4 in other forms (`127.1`, `0x7f.0.0.1`), which resolvers take and people do not
 */
export function canonicalHost(host: string): string {
  const bare = host
    .trim()
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '');
  if (isIP(bare) === 4) return bare;
  if (isIP(bare) === 6) return unwrap(new URL(`http://[${bare.replace(/%.*$/, '')}]`).hostname.slice(1, -1));
  if (/(^|\.)(0x[0-9a-f]*|\d+)$/.test(bare)) {
    throw new HubError('request.invalid', {
      zh: '请以四个十进制数书写 IPv4 地址',
      en: 'write IPv4 as four decimal numbers',
    });
  }
  return bare;
}

function unwrap(address: string): string {
  const [, high = '', low = ''] = /^::ffff:([0-9a-f]+):([0-9a-f]+)$/.exec(address) ?? [];
  if (high === '') return address;
  return [high, low].flatMap((part) => [parseInt(part, 16) >> 8, parseInt(part, 16) & 255]).join('.');
}

import { isIPv6 } from 'node:net';
import { MediaError } from '../error.ts';

const MAX_URI = 1000;

/** Where a service of the device listens. */
export interface ServiceAddress {
  port: number;
  path: string;
}

/**
 * Reads an address that a device gives for one of its own services. It may name another port, never another host:
 * the hub would be led to talk to a third party (server-side request forgery).
 *
 * @param hosts what the device is known by: the address asked, and the one that answered
 * @throws MediaError `other-host`, or `onvif` where it is no http URL
 */
export function serviceAddress(xaddr: string, hosts: readonly string[]): ServiceAddress {
  const url = URL.parse(xaddr);
  if (url?.protocol !== 'http:') throw new MediaError('onvif', 'a service address is not an http URL');
  requireSameHost(url.hostname, hosts, 'a service address');
  return { port: url.port === '' ? 80 : Number(url.port), path: url.pathname + url.search };
}

/**
 * Reads a stream URI: credentials in it are taken out, and an empty or wildcard host (0.0.0.0, seen on cheap devices)
 * becomes the device's own.
 *
 * @param hosts as for {@link serviceAddress}; the first one is used for a wildcard
 * @throws MediaError `other-host`, or `onvif` where it is no rtsp URL, or an absurdly long one
 */
export function streamAddress(uri: string, hosts: readonly string[]): string {
  const url = URL.parse(uri);
  if (url?.protocol !== 'rtsp:' || uri.length > MAX_URI) throw new MediaError('onvif', 'a stream URI is no rtsp URL');
  let host = url.hostname;
  if (host === '' || host === '0.0.0.0' || host === '[::]') {
    const own = hosts[0] ?? '';
    host = isIPv6(own) ? `[${own}]` : own;
  } else {
    requireSameHost(host, hosts, 'a stream URI');
  }
  // Quotes and backslashes mean something in ffmpeg's input scripts; in a URL they may as well be encoded (RFC 3986).
  const path = `${url.pathname}${url.search}`.replace(/['"\\]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return `rtsp://${host}${url.port === '' ? '' : `:${url.port}`}${path}`;
}

/** Compared as written: `127.1` or `0177.0.0.1` never equals an address, whatever a resolver would make of it. */
function requireSameHost(host: string, hosts: readonly string[], what: string): void {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase();
  if (!hosts.some((own) => own.toLowerCase() === bare))
    throw new MediaError('other-host', `${what} names another host`);
}

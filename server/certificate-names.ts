import { hostname } from 'node:os';
import type { Config } from './config.ts';

/** DNS names and IP addresses that browsers may call the hub by. */
export interface Names {
  /** Those that the configuration tells: the certificate must have them. */
  told: readonly string[];
  /** Those, and what this machine calls itself. */
  all: readonly string[];
}

/** @param machine what the system calls this machine */
export function namesOf(
  { host, announcedAddress }: Pick<Config, 'host' | 'announcedAddress'>,
  machine = hostname(),
): Names {
  const told = [announcedAddress, host]
    .filter((name) => name !== null)
    .map((name) => name.toLowerCase())
    .filter((name) => name !== '0.0.0.0' && name !== '::');
  // A machine may be named as no certificate can say.
  const local = [machine.toLowerCase()].filter((name) => /^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(name));
  return { told, all: [...new Set([...told, 'localhost', '127.0.0.1', '::1', ...local])] };
}

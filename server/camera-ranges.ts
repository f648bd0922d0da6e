import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { HubError } from './errors.ts';

/** RFC 1918, RFC 3927 and RFC 4193: where cameras live. Loopback is not among them: it must be listed. */
export const defaultCameraRanges = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '169.254.0.0/16',
  'fc00::/7',
  'fe80::/10',
];

/**
 * The addresses that the hub may contact. Whoever can add a camera could otherwise make the hub talk to any host that
 * it reaches (server-side request forgery).
 */
export class CameraRanges {
  readonly #allowed = new BlockList();

  /** @param blocks CIDR, IPv4 or IPv6. @throws RangeError naming the bad one */
  constructor(blocks: readonly string[]) {
    for (const block of blocks) {
      const [address = '', prefix = ''] = block.split('/');
      const family = isIP(address);
      const bits = Number(prefix);
      if (family === 0 || !/^\d{1,3}$/.test(prefix) || bits > (family === 4 ? 32 : 128)) throw new RangeError(block);
      this.#allowed.addSubnet(address, bits, family === 4 ? 'ipv4' : 'ipv6');
    }
  }

  contains(address: string): boolean {
    const family = isIP(address);
    return family !== 0 && this.#allowed.check(address, family === 4 ? 'ipv4' : 'ipv6');
  }

  /**
   * The numeric address of a host. Connect to this and not to the name: the name may mean something else a second later.
   * @throws HubError `camera.range` if any of its addresses is outside, `camera.address` if there is no such host
   */
  async resolve(host: string): Promise<string> {
    const bare = host.replace(/^\[(.*)\]$/, '$1');
    const found = isIP(bare) ? [{ address: bare }] : await lookUp(bare);
    const [first] = found;
    if (first === undefined) throw new HubError('camera.address');
    if (!found.every(({ address }) => this.contains(address))) throw new HubError('camera.range');
    return first.address;
  }

  /** The same URL with the host's numeric address in place of its name. @throws HubError as {@link resolve} */
  async resolveUrl(url: string): Promise<string> {
    const parsed = new URL(url);
    const address = await this.resolve(parsed.hostname);
    parsed.hostname = isIP(address) === 6 ? `[${address}]` : address;
    return parsed.href;
  }
}

async function lookUp(host: string): Promise<{ address: string }[]> {
  try {
    return await lookup(host, { all: true });
  } catch (error) {
    throw new HubError('camera.address', {}, { cause: error });
  }
}

import { argon2, type Argon2Parameters, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/** RFC 9106, section 4, second recommended option: 3 passes over 64 MiB in 4 lanes. */
const PASSES = 3;
const MEMORY_KIB = 65_536;
const LANES = 4;
const SALT_BYTES = 16;
const HASH_BYTES = 32;

const derive: (algorithm: 'argon2id', parameters: Argon2Parameters) => Promise<Buffer> = promisify(argon2);

/** Argon2id, as a PHC string. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(SALT_BYTES);
  const hash = await derive('argon2id', {
    message: password,
    nonce,
    passes: PASSES,
    memory: MEMORY_KIB,
    parallelism: LANES,
    tagLength: HASH_BYTES,
  });
  return `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${LANES}$${encode(nonce)}$${encode(hash)}`;
}

/**
 * Whether the password is the one of a PHC string (whose own parameters count, so they can be raised later).
 * `phc` null: there is no such user; the same work is done, so that the time does not tell.
 */
export async function verifyPassword(password: string, phc: string | null): Promise<boolean> {
  const known = parsePhc(phc ?? NOBODY);
  const hash = await derive('argon2id', { message: password, ...known.parameters });
  return timingSafeEqual(hash, known.hash) && phc !== null;
}

const NOBODY =
  `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${LANES}$` +
  `${encode(Buffer.alloc(SALT_BYTES))}$${encode(Buffer.alloc(HASH_BYTES))}`;

function parsePhc(phc: string): { parameters: Omit<Argon2Parameters, 'message'>; hash: Buffer } {
  const match = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/.exec(phc);
  if (match === null) throw new Error('a stored password hash is not a PHC string of Argon2id');
  const [, memory, passes, parallelism, nonce = '', hash = ''] = match;
  const expected = Buffer.from(hash, 'base64');
  return {
    parameters: {
      nonce: Buffer.from(nonce, 'base64'),
      memory: Number(memory),
      passes: Number(passes),
      parallelism: Number(parallelism),
      tagLength: expected.length,
    },
    hash: expected,
  };
}

/** Base64 without padding, as PHC wants it. */
function encode(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '');
}

import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';

/** Reads a public key as it is handed out: SPKI DER, Base64. Null: it is none, or of another kind than Ed25519. */
export function readPublicKey(text: string): KeyObject | null {
  try {
    const key = createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'ed25519' ? key : null;
  } catch {
    return null; // What it says about the bytes helps nobody: it is no key.
  }
}

/** SHA-256 of the key's SPKI DER, hexadecimal: short enough to be kept on paper outside of the hub. */
export function fingerprintOf(key: KeyObject): string {
  return createHash('sha256')
    .update(key.export({ format: 'der', type: 'spki' }))
    .digest('hex');
}

/** Whether the Ed25519 signature (Base64, in the one way it can be written) is of this text and by this key. */
export function isSignedBy(key: KeyObject, text: string, signature: string): boolean {
  const bytes = Buffer.from(signature, 'base64');
  return bytes.toString('base64') === signature && verify(null, Buffer.from(text), key, bytes);
}

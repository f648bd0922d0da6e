import type { OrgImport } from '../../server/contract/org.ts';

/** By its name; null: neither of the two. */
export function formatOf(name: string): OrgImport['format'] | null {
  const ending = /\.(csv|xlsx)$/i.exec(name)?.[1]?.toLowerCase();
  return ending === 'csv' || ending === 'xlsx' ? ending : null;
}

/** Bytes that are turned into characters at once: more would be too many arguments of one call. */
const CHUNK = 0x8000;

/** A file's bytes as Base64: what encoding a text has is for the hub to find out. */
export async function contentOf(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += CHUNK) text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return btoa(text);
}

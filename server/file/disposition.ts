/**
 * `content-disposition` of something to save (RFC 6266): the name in UTF-8 for all browsers of today, and one of plain letters
 * for what reads no other.
 */
export function attachment(name: string): string {
  const plain = name.replaceAll(/[^A-Za-z0-9._ -]/g, '_');
  // Of what encodeURIComponent leaves, RFC 5987 does not allow these.
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

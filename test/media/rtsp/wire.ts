/** A packet inside an RTSP connection (RFC 2326, 10.12). */
export function interleaved(channel: number, packet: Buffer): Buffer {
  const head = Buffer.from([0x24, channel, packet.length >> 8, packet.length & 255]);
  return Buffer.concat([head, packet]);
}

/** An RTSP reply; `headers` are lines of their own. */
export function reply(status: number, headers: string, body = ''): Buffer {
  const content = Buffer.from(body, 'utf8');
  return Buffer.concat([
    Buffer.from(`RTSP/1.0 ${status} Said\r\n${headers}\r\nContent-Length: ${content.length}\r\n\r\n`),
    content,
  ]);
}

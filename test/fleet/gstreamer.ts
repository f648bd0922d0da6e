import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { clipFiles, type ClipSpec } from './clip.ts';

/** One stream of GStreamer's server: H.264 without B-frames. */
export interface GstreamerStream {
  /** Begins with a slash. */
  path: string;
  clip: ClipSpec;
  audio?: 'PCMA' | 'PCMU';
}

export interface GstreamerOptions {
  streams: readonly GstreamerStream[];
  /** Without: everybody may watch. */
  credentials?: { username: string; password: string };
}

/** GStreamer's RTSP server, running. */
export interface GstreamerServer {
  readonly port: number;
  readonly pid: number;
  /** The URL of a path, without credentials. */
  rtspUrl(path: string): string;
  /** The process is gone when this resolves. */
  close(): Promise<void>;
}

const HOST = '127.0.0.1';

async function freePort(): Promise<number> {
  const server = createServer();
  const listening = once(server, 'listening');
  server.listen(0, HOST);
  await listening;
  const { port } = server.address() as AddressInfo;
  const closed = once(server, 'close');
  server.close();
  await closed;
  return port;
}

/**
 * Starts GStreamer's RTSP server on a free port of 127.0.0.1, with the fleet's clips: an RTSP server that nobody here
 * wrote. The burnt-in clock tells the clip, but its loop starts with the first client: it does not tell latency.
 * @throws Error with the server's last words where it does not start (Debian: gir1.2-gst-rtsp-server-1.0, python3-gi)
 */
export async function startGstreamer(options: GstreamerOptions): Promise<GstreamerServer> {
  const streams = await Promise.all(
    options.streams.map(async ({ path, clip, audio }) => ({
      path,
      file: join(await clipFiles(clip), '0.bin'),
      fps: clip.fps,
      audio: audio?.toLowerCase() ?? null,
    })),
  );
  const port = await freePort();
  const script = fileURLToPath(new URL('gstreamer.py', import.meta.url));
  // It dies with this process, however this one ends.
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', '/usr/bin/python3', '-u', script], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let words = '';
  child.stderr.on('data', (data: Buffer) => (words = (words + data.toString()).slice(-2000)));
  // If it ends before it reads, `exit` tells why.
  child.stdin.on('error', () => child.stdin.destroy());
  const auth = options.credentials ? 'digest' : 'none';
  child.stdin.end(`${JSON.stringify({ host: HOST, port, auth, ...options.credentials, streams })}\n`);

  const exited = once(child, 'exit');
  const ready = once(createInterface(child.stdout), 'line');
  const first = await Promise.race([ready, exited.then(() => null)]);
  if (!first || child.pid === undefined) throw new Error(`GStreamer's RTSP server did not start: ${words}`);
  return {
    port,
    pid: child.pid,
    rtspUrl: (path) => `rtsp://${HOST}:${port}${path}`,
    async close() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FleetCamera } from '../../../test/rig/fleet-process.ts';
import { freePort } from '../../../test/rig/hub-process.ts';

const PROGRAM = '/usr/bin/janus';
const LIBRARIES = '/usr/lib';
const READY_MS = 20_000;
/** Of a mountpoint that pulls: its first packet has come. */
const PULLS = /New video stream!/g;

/** Janus in a process of its own. */
export interface Janus {
  pid: number;
  /** Of its API, for a page. */
  url: string;
  close(): Promise<void>;
}

/** Why Janus cannot be started here, and what helps; null where it can. */
export function lackOfJanus(): string | null {
  if (existsSync(PROGRAM) && pluginFolder() !== null) return null;
  return (
    'Janus is not installed: on Debian, `apt-get install --no-install-recommends janus` as root; ' +
    'stop its service then (`systemctl disable --now janus`): this bench starts one of its own.'
  );
}

/** Debian keeps it below the machine's own triplet. */
function pluginFolder(): string | null {
  const folders = readdirSync(LIBRARIES).map((name) => join(LIBRARIES, name, 'janus'));
  return folders.find((folder) => existsSync(join(folder, 'plugins/libjanus_streaming.so'))) ?? null;
}

function allBut(folder: string, wanted: string): string {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.so') && name !== wanted)
    .join(',');
}

/** A mountpoint for each camera's sub stream, numbered from 1, as Janus' own documentation has it. */
function mountpoints(cameras: readonly FleetCamera[]): string {
  return cameras
    .map(
      ({ sub, username, password }, index) => `camera-${index + 1}: {
  type = "rtsp"
  id = ${index + 1}
  audio = false
  video = true
  url = "${sub}"
  rtsp_user = "${username}"
  rtsp_pwd = "${password}"
  rtspiface = "127.0.0.1"
}
`,
    )
    .join('');
}

/** Starts it on loopback, and waits until each mountpoint gets packets. @throws Error with what it printed */
export async function startJanus(cameras: readonly FleetCamera[]): Promise<Janus> {
  const libraries = pluginFolder();
  if (libraries === null) throw new Error(lackOfJanus() ?? 'no Janus');
  const [plugins, transports] = [join(libraries, 'plugins'), join(libraries, 'transports')];
  const folder = mkdtempSync(join(tmpdir(), 'janus-'));
  const port = await freePort();
  const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
  write(
    'janus.jcfg',
    `general: {
  configs_folder = "${folder}"
  plugins_folder = "${plugins}"
  transports_folder = "${transports}"
  events_folder = "${folder}/none"
  loggers_folder = "${folder}/none"
  interface = "127.0.0.1"
  debug_colors = false
}
nat: { ice_enforce_list = "lo" }
plugins: { disable = "${allBut(plugins, 'libjanus_streaming.so')}" }
transports: { disable = "${allBut(transports, 'libjanus_websockets.so')}" }
`,
  );
  write(
    'janus.transport.websockets.jcfg',
    `general: { json = "compact" ws = true ws_ip = "127.0.0.1" ws_port = ${port} wss = false }
admin: { admin_ws = false admin_wss = false }
`,
  );
  write('janus.plugin.streaming.jcfg', mountpoints(cameras));
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', '--', PROGRAM, '-F', folder], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const gone = once(child, 'exit');
  const close = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    await gone;
    rmSync(folder, { recursive: true, force: true });
  };
  let printed = '';
  const ready = new Promise<void>((done, fail) => {
    const timer = setTimeout(() => fail(new Error(`Janus did not pull its cameras:\n${printed}`)), READY_MS);
    const note = (chunk: Buffer): void => {
      printed += chunk.toString('utf8');
      if ((printed.match(PULLS)?.length ?? 0) < cameras.length) return;
      clearTimeout(timer);
      done();
    };
    child.stdout.on('data', note);
    child.stderr.on('data', note);
    void gone.then(() => {
      clearTimeout(timer);
      fail(new Error(`Janus ended:\n${printed}`));
    });
  });
  try {
    await ready;
  } catch (error) {
    await close();
    throw error;
  }
  return { pid: child.pid ?? 0, url: `ws://127.0.0.1:${port}`, close };
}

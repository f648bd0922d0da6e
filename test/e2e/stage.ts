import type { Page } from 'playwright-core';
import type { CameraSource } from '../../server/contract/camera.ts';
import { startFleet, type CameraSpec, type Fleet, type SimulatedCamera } from '../fleet/index.ts';
import { launchBrowser, lendSession, type Browser, type BrowserOptions } from '../rig/browser.ts';
import { HubClient } from '../rig/hub-client.ts';
import { startHub, type HubProcess } from '../rig/hub-process.ts';
import { type RigPerson, TECHNICIAN } from '../rig/people.ts';
import { watchConnections } from '../rig/screen.ts';

/** Short loops are drawn and encoded quickly; these are those of the fleet's own tests. */
export const QUICK = { main: { seconds: 4 }, sub: { seconds: 4 } };

export interface StageOptions {
  cameras?: CameraSpec[];
  environment?: Record<string, string>;
  browser?: BrowserOptions;
  /** Who is signed in, where it is not the usual technician. */
  technician?: RigPerson;
  /** Who else can sign in. */
  others?: RigPerson[];
}

/**
 * What a journey begins with: a hub in a process of its own, cameras, and a Chromium whose user, a technician with leave to
 * view for maintenance, is signed in.
 */
export interface Stage {
  readonly fleet: Fleet;
  readonly client: HubClient;
  readonly browser: Browser;
  readonly page: Page;
  /** Changes where a journey starts its hub again. */
  hub: HubProcess;
  camera(index: number): SimulatedCamera;
  close(): Promise<void>;
}

/** Sets it up; the page is open, and empty. */
export async function setStage(options: StageOptions = {}): Promise<Stage> {
  const specs = (options.cameras ?? []).map((spec) => ({ ...QUICK, ...spec }));
  const fleet = await startFleet({ cameras: specs });
  const technician = options.technician ?? TECHNICIAN;
  const hub = await startHub({ environment: options.environment, people: [technician, ...(options.others ?? [])] });
  const client = await HubClient.signIn(hub.url, technician);
  await client.grant();
  const browser = await launchBrowser(options.browser);
  await lendSession(browser.context, client);
  const page = await openPage(browser);
  const stage: Stage = {
    fleet,
    client,
    browser,
    page,
    hub,
    camera: (index) => cameraOf(fleet, index),
    close: async () => {
      await browser.close();
      await stage.hub.close();
      await fleet.close();
    },
  };
  return stage;
}

/** Another page of the browser, whose connections can be read. */
export async function openPage({ context }: Browser): Promise<Page> {
  const page = await context.newPage();
  await watchConnections(page);
  return page;
}

export function cameraOf(fleet: Fleet, index: number): SimulatedCamera {
  const camera = fleet.cameras[index];
  if (camera === undefined) throw new RangeError(`no camera ${index}`);
  return camera;
}

/** How the hub is told of a simulated camera. */
export function sourceOf({ address, onvifPort, username, password }: SimulatedCamera): CameraSource {
  return { kind: 'onvif', address, port: onvifPort, username, password };
}

/** Registers a camera over the API and returns the id of its only channel. */
export async function addCamera({ client }: Pick<Stage, 'client'>, camera: SimulatedCamera): Promise<string> {
  return channelOf(await client.register(camera.name, sourceOf(camera)));
}

export function channelOf({ channels }: { channels: { id: string }[] }): string {
  const [channel] = channels;
  if (channel === undefined) throw new Error('a camera without a channel');
  return channel.id;
}

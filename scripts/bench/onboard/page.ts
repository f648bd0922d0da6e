import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { CameraImport, CameraImportResult } from '../../../server/contract/camera-import.ts';
import type { DiscoveredDevice, DiscoveryStart } from '../../../server/contract/discovery.ts';
import type { Job, JobItem } from '../../../server/contract/job.ts';
import type { NotificationData, NotificationName } from '../../../server/contract/ws.ts';
import type { HubClient } from '../../../test/rig/hub-client.ts';

interface Told {
  id?: number;
  ok?: boolean;
  notification?: string;
  data: unknown;
}

/** Items of a job that are read at once. */
const PART = 1000;

/** The page of a technician, without a browser. */
export class OnboardPage {
  readonly #client: HubClient;
  readonly #socket: WebSocket;

  private constructor(client: HubClient, socket: WebSocket) {
    this.#client = client;
    this.#socket = socket;
  }

  static async open(client: HubClient): Promise<OnboardPage> {
    const headers = { cookie: client.cookie, origin: client.url };
    const socket = new WebSocket(`${client.url.replace(/^http/, 'ws')}/ws`, { headers });
    await once(socket, 'message');
    return new OnboardPage(client, socket);
  }

  /** All devices of a sweep. */
  async sweep(start: DiscoveryStart): Promise<DiscoveredDevice[]> {
    const devices: DiscoveredDevice[] = [];
    const end = this.#heard('discovery.ended');
    const note = (text: Buffer): void => {
      const { notification, data } = JSON.parse(text.toString()) as Told;
      if (notification !== 'discovery.found') return;
      devices.push((data as NotificationData<'discovery.found'>).device);
    };
    this.#socket.on('message', note);
    this.#socket.send(JSON.stringify({ id: 1, request: 'discovery.start', data: start }));
    await end;
    this.#socket.off('message', note);
    return devices;
  }

  /** Imports a file and waits for the job to end. */
  async import(file: Omit<CameraImport, 'apply'>): Promise<{ result: CameraImportResult; items: JobItem[] }> {
    const done = this.#heard('job.changed', ({ state }) => state === 'done');
    const body: CameraImport = { ...file, apply: true };
    const result = (await this.#client.expect('camera.import', { body })) as CameraImportResult;
    if (result.job === null) throw new Error(`nothing was begun: ${JSON.stringify(result.findings.slice(0, 5))}`);
    await done;
    return { result, items: await this.#items(result.job) };
  }

  close(): void {
    this.#socket.terminate();
  }

  async #items({ id, total }: Job): Promise<JobItem[]> {
    const items: JobItem[] = [];
    while (items.length < total) {
      const query = { offset: String(items.length), limit: String(PART) };
      const reply = await this.#client.expect('job.items', { id, query });
      items.push(...(reply as { items: JobItem[] }).items);
    }
    return items;
  }

  /** The next one that fits; a refusal of any request ends the wait. */
  #heard<N extends NotificationName>(
    name: N,
    fits: (data: NotificationData<N>) => boolean = () => true,
  ): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = (text: Buffer): void => {
        const { notification, ok, data } = JSON.parse(text.toString()) as Told;
        if (ok === false) done(() => reject(new Error(`refused: ${text.toString()}`)));
        else if (notification === name && fits(data as NotificationData<N>)) done(resolve);
      };
      const done = (settle: () => void): void => {
        this.#socket.off('message', look);
        settle();
      };
      this.#socket.on('message', look);
    });
  }
}

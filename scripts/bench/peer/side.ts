import type { Page } from 'playwright-core';

/** Which stream of a side's cameras: by its place in the list that the side was started with. */
export type CameraIndex = number;

/** One server with its cameras, and the browser's way to it. */
export interface Side {
  readonly name: string;
  /** Its process; all that it starts lies below. */
  readonly pid: number;
  /** Makes the camera flow into the server without a browser. @returns ends that */
  warm(camera: CameraIndex): Promise<() => Promise<void>>;
  /** A page that is loaded and connected, and has asked for no picture yet. */
  open(camera: CameraIndex): Promise<Page>;
  /** Asks for the picture by the user's own act; resolves to the time to its first frame on the screen, ms. */
  join(page: Page, camera: CameraIndex): Promise<number>;
  close(): Promise<void>;
}

/** Longest wait for a picture, ms: two GOPs of 10 s. */
export const PATIENCE_MS = 25_000;

/** What both servers pass on is the same stream, and not a smaller one. @returns width of the picture, px */
export async function pictureWidth(page: Page): Promise<number> {
  return page.evaluate<number>(`document.querySelector('video')?.videoWidth ?? 0`);
}

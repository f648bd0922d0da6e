import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { Cron } from 'croner';
import type { Anchor } from '../../contract/record.ts';
import type { Keys } from '../../keys.ts';
import { anchorText } from '../../store/audit-chain.ts';
import type { Store } from '../../store/store.ts';
import { writeWhole } from '../../whole-file.ts';

interface AnchoringParts {
  store: Store;
  keys: Keys;
  /** HUB_DATA/anchors: a file a day, to be carried away from the hub. */
  folder: string;
  /** Told when a day could not be anchored; it is tried again the next day, and at the next start. */
  onError: (error: unknown) => void;
}

/**
 * Once a day the end of the record is signed: in the database, and in a file that somebody else can keep. Who rewrites the
 * record afterwards has to find and replace those, too.
 */
export class Anchoring {
  readonly #parts: AnchoringParts;
  readonly #timer: Cron;
  #running: Promise<void> = Promise.resolve();

  /** Begins with the days that were missed. */
  constructor(parts: AnchoringParts) {
    this.#parts = parts;
    this.#timer = new Cron('0 0 * * *', () => this.#begin());
    this.#begin();
  }

  /** Resolves when nothing is being anchored any more. */
  async close(): Promise<void> {
    this.#timer.stop();
    await this.#running;
  }

  #begin(): void {
    this.#running = this.#running.then(() => anchorDays(this.#parts)).catch(this.#parts.onError);
  }
}

/** Anchors every finished day that has lines of its own, and writes the files that are missing. */
export async function anchorDays(
  { store, keys, folder }: Pick<AnchoringParts, 'store' | 'keys' | 'folder'>,
  now = Date.now(),
): Promise<void> {
  const today = dayOf(now);
  await store.transaction(async ({ auditEvents, auditAnchors }) => {
    for (const end of await auditEvents.daysAfter(await auditAnchors.lastSeq())) {
      if (end.day >= today || (await auditAnchors.has(end.day))) continue;
      const anchor = { ...end, at: now };
      await auditAnchors.add({ ...anchor, signature: keys.sign(anchorText(anchor)) });
    }
  });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const anchor of await store.auditAnchors.list()) {
    const file = join(folder, `${anchor.day}.json`);
    if (existsSync(file)) continue;
    writeWhole(file, fileOf(anchor, keys));
    // Two years of them at once, as after an upgrade, must not hold up everything else.
    await setImmediate();
  }
}

function fileOf(anchor: Anchor, { publicKey, publicKeyFingerprint: fingerprint }: Keys): string {
  return `${JSON.stringify({ format: 'qinling-hub anchor 1', ...anchor, publicKey, fingerprint }, null, 2)}\n`;
}

/** YYYY-MM-DD in the hub's time zone. */
function dayOf(time: number): string {
  const date = new Date(time);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

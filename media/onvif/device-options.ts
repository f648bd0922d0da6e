import type { Credentials } from '../ffmpeg.ts';

/** One device, and who asks it. */
export interface DeviceOptions {
  /** IP address (or name) of the device, and the port of its ONVIF service. */
  address: string;
  port: number;
  /** An empty user name: nobody signs in. */
  credentials: Credentials;
  /** Stops it at once; its reason is thrown. */
  signal?: AbortSignal;
  /** For all of it, ms; each operation has its own default. */
  timeoutMs?: number;
}

/** The signal that ends with the caller's, or (TimeoutError) at the deadline. */
export function deadline({ signal, timeoutMs }: DeviceOptions, defaultMs: number): AbortSignal {
  const end = AbortSignal.timeout(timeoutMs ?? defaultMs);
  return signal ? AbortSignal.any([signal, end]) : end;
}

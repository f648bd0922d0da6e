export { discover, type DiscoverOptions } from './discover.ts';
export type { DiscoveryEvent } from './found-queue.ts';
export type { FoundDevice } from './probe-match.ts';
export { type MaskOptions, type MaskResult, setMasks } from './masks.ts';
export { type OnvifChannel, type OnvifDescription, type OnvifProfile, probeOnvif, type ProbeOptions } from './probe.ts';
export { requestSyncPoint, type SyncPointOptions } from './sync-point.ts';
export { MAX_TARGETS, parseTargets } from './targets.ts';

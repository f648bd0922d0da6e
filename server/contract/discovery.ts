import { Type, type Static } from 'typebox';
import { Cause, Id } from './camera.ts';

/** A sweep: multicast on interfaces, unicast to targets, or both. */
export const DiscoveryStart = Type.Object({
  /** Addresses (`10.1.2.3`), ranges (`10.1.2.3-10.1.2.40`) or CIDR blocks (`10.1.2.0/24`); 4096 addresses at most. */
  targets: Type.Array(Type.String({ maxLength: 64 }), { maxItems: 64 }),
  /** Local addresses of the interfaces to multicast on; empty: no multicast. */
  interfaces: Type.Array(Type.String({ maxLength: 64 }), { maxItems: 16 }),
  /** Whose network these are on: for devices that are registered from this sweep. */
  carrier: Type.Optional(Type.String({ maxLength: 40 })),
});
export type DiscoveryStart = Static<typeof DiscoveryStart>;

/** A device that answered a sweep; or, with a cause, one that answered wrongly. */
export const DiscoveredDevice = Type.Object({
  address: Type.String(),
  port: Type.Integer(),
  hardwareId: Type.String(),
  name: Type.String(),
  manufacturer: Type.String(),
  model: Type.String(),
  /** `known`: registered at this address; `moved`: registered (the same hardware), but at another address. */
  status: Type.Enum(['new', 'known', 'moved']),
  cause: Type.Union([Cause, Type.Null()]),
});
export type DiscoveredDevice = Static<typeof DiscoveredDevice>;

export const DiscoveryProgress = Type.Object({
  discoveryId: Id,
  /** Addresses asked so far, and in all. */
  done: Type.Integer(),
  total: Type.Integer(),
  found: Type.Integer(),
});
export type DiscoveryProgress = Static<typeof DiscoveryProgress>;

/** A local interface that multicast can be sent on. */
export const NetworkInterface = Type.Object({ name: Type.String(), address: Type.String() });
export type NetworkInterface = Static<typeof NetworkInterface>;

import { metresBetween, type Place } from '../../../components/map/projection.ts';

/** Something at a place, and how far it is, m. */
export interface Near<T> {
  thing: T;
  metres: number;
}

/** Those with coordinates, the nearest first. @param most how many */
export function nearest<T extends { at: Place | null }>(things: readonly T[], from: Place, most: number): Near<T>[] {
  return things
    .flatMap((thing) => (thing.at ? [{ thing, metres: metresBetween(from, thing.at) }] : []))
    .sort((a, b) => a.metres - b.metres)
    .slice(0, most);
}

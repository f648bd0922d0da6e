import type { Tour } from '../../../server/contract/wall.ts';
import { useChannelStates } from '../../hooks/use-hub.ts';
import type { WallList } from '../../hooks/use-walls.ts';
import { TourBar } from './tour/tour-bar.tsx';
import { useTour } from './tour/use-tour.ts';
import type { Leaves } from './use-leaves.ts';
import type { WallState } from './wall.ts';

export interface TourStripProps {
  tour: Tour;
  lists: WallList;
  leaves: Leaves;
  nameOf: (channelId: string) => string;
  change: (how: (wall: WallState) => WallState) => void;
  /** Runs, and shows nothing of itself: where nobody is there to stop it. */
  hidden?: boolean;
}

/** Runs a tour on the wall, and shows where it stands. */
export default function TourStrip({ tour, lists, leaves, nameOf, change, hidden = false }: TourStripProps) {
  const states = useChannelStates();
  const hand = useTour({
    tour,
    walls: lists.walls,
    stateOf: (channelId) => states.get(channelId),
    change: (screen, wallId) => change((before) => ({ ...before, screen, wallId, selected: 0, maximised: false })),
    grantOf: (channelId) => leaves.of(channelId)?.grant?.id ?? null,
  });
  const named = (id: string): string => lists.walls.find((wall) => wall.id === id)?.name ?? nameOf(id);
  if (hidden) return null;
  return (
    <TourBar
      name={tour.name}
      hand={hand}
      nameOf={named}
      end={() => change((before) => ({ ...before, tourId: null }))}
    />
  );
}

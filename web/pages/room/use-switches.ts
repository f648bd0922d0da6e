import { useRoomUse } from './room-context.ts';

/** My own switches, for the bar and the keys. */
export function useSwitches() {
  const { room, me, run } = useRoomUse();
  const { own } = room;
  const stateOf = (source: 'microphone' | 'camera'): 'on' | 'off' | 'muted' => {
    const known = me.sources.find((one) => one.source === source)?.state;
    if (known === 'muted') return 'muted';
    return own.isOn(source) ? 'on' : 'off';
  };
  const toggle = (source: 'microphone' | 'camera'): void => {
    // Muted by a chair: pressing asks the hub, which says why where it may not be.
    if (stateOf(source) === 'on') run(own.turnOff(source));
    else run(own.turnOn(source));
  };
  return {
    microphone: stateOf('microphone'),
    camera: stateOf('camera'),
    screen: own.isOn('screen'),
    hand: me.handAt !== null,
    toggle,
    toggleScreen: () => run(own.isOn('screen') ? own.unshare() : own.share()),
    toggleHand: () => run(room.raiseHand(me.handAt === null)),
  };
}

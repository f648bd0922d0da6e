import type { Camera, Channel } from '../../../../server/contract/camera.ts';

/** What can be done from a row. Each must be stable, or every row is drawn anew. */
export interface RowActs {
  edit: (camera: Camera) => void;
  mask: (camera: Camera) => void;
  remove: (camera: Camera) => void;
  watch: (channel: Channel) => void;
  testPicture: (camera: Camera, channel: Channel) => void;
  /** @param range from the last one ticked to this */
  select: (camera: Camera, selected: boolean, range: boolean) => void;
}

/** What the user may do with a camera where it stands. */
export interface RowRights {
  watch: boolean;
  mask: boolean;
  register: boolean;
}

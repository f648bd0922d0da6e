import { Type, type Static } from 'typebox';
import { Id } from './camera.ts';
import { Time } from './people.ts';

/** Most tiles of a screen, and screens (windows) of a wall. */
export const MOST_TILES = 36;
export const MOST_SCREENS = 8;

/** Layouts that are given; each is a grid of cells, see `web/pages/live/layout/`. `1+5`: a large one and five small ones. */
export const LayoutName = Type.Enum(['1', '4', '6', '8', '9', '13', '16', '25', '36', '1+5', '1+7', '2+8']);
export type LayoutName = Static<typeof LayoutName>;

const Track = Type.Integer({ minimum: 0, maximum: 11 });
const Span = Type.Integer({ minimum: 1, maximum: 12 });

/** A place of a layout: column and row of its first field, counted from 0, and how many fields it is wide and high. */
export const Cell = Type.Object({ x: Track, y: Track, w: Span, h: Span });
export type Cell = Static<typeof Cell>;

/** A layout of one's own: cells within the grid, none upon another. */
export const CustomLayout = Type.Object({
  columns: Span,
  rows: Span,
  cells: Type.Array(Cell, { minItems: 1, maxItems: MOST_TILES }),
});
export type CustomLayout = Static<typeof CustomLayout>;

export const Layout = Type.Union([LayoutName, CustomLayout]);
export type Layout = Static<typeof Layout>;

/** One window of a wall: channels in the order of the layout's cells; null is empty. */
export const Screen = Type.Object({
  layout: Layout,
  tiles: Type.Array(Type.Union([Id, Type.Null()]), { maxItems: MOST_TILES }),
});
export type Screen = Static<typeof Screen>;

const Name = Type.String({ minLength: 1, maxLength: 60 });
/** Everybody with a role in the unit, or below it, may open it; null: its owner alone. */
const Shared = Type.Union([Id, Type.Null()]);

/** A saved wall. It gives no right to see what is on it: each tile is judged by itself. */
export const Wall = Type.Object({
  id: Id,
  name: Name,
  ownerId: Id,
  ownerName: Type.String(),
  unitId: Shared,
  screens: Type.Array(Screen, { minItems: 1, maxItems: MOST_SCREENS }),
  updatedAt: Time,
});
export type Wall = Static<typeof Wall>;

export const WallWrite = Type.Object({
  name: Name,
  unitId: Shared,
  screens: Type.Array(Screen, { minItems: 1, maxItems: MOST_SCREENS }),
});
export type WallWrite = Static<typeof WallWrite>;

/** What a tour shows in turn: saved walls (their first screens), or cameras, page by page in a layout. */
export const TourContent = Type.Union([
  Type.Object({ kind: Type.Literal('walls'), wallIds: Type.Array(Id, { minItems: 1, maxItems: 100 }) }),
  Type.Object({
    kind: Type.Literal('cameras'),
    layout: Layout,
    channelIds: Type.Array(Id, { minItems: 1, maxItems: 2000 }),
  }),
]);
export type TourContent = Static<typeof TourContent>;

/** `dwell`: how long each page is shown, s. */
export const Tour = Type.Object({
  id: Id,
  name: Name,
  ownerId: Id,
  ownerName: Type.String(),
  unitId: Shared,
  dwell: Type.Integer({ minimum: 5, maximum: 3600 }),
  content: TourContent,
  updatedAt: Time,
});
export type Tour = Static<typeof Tour>;

export const TourWrite = Type.Object({
  name: Name,
  unitId: Shared,
  dwell: Type.Integer({ minimum: 5, maximum: 3600 }),
  content: TourContent,
});
export type TourWrite = Static<typeof TourWrite>;

/** What a site's screens show when nobody has chosen anything. */
export const SiteView = Type.Object({
  siteId: Id,
  show: Type.Union([Type.Object({ kind: Type.Enum(['wall', 'tour']), id: Id }), Type.Null()]),
});
export type SiteView = Static<typeof SiteView>;

/**
 * A screen in a site that signs in by a token of its own, and shows what the site's unit may see for `duty-patrol`, until
 * its leave ends. It is no person: its name stands in the record and on the picture.
 */
export const Kiosk = Type.Object({
  id: Id,
  name: Name,
  siteId: Id,
  siteName: Type.String(),
  unitId: Id,
  createdBy: Type.String(),
  createdAt: Time,
  endsAt: Time,
  lastSeenAt: Type.Union([Time, Type.Null()]),
});
export type Kiosk = Static<typeof Kiosk>;

/** `days`: its leave is given for so long; then somebody must decide anew. */
export const KioskCreate = Type.Object({
  name: Name,
  siteId: Id,
  days: Type.Integer({ minimum: 1, maximum: 31 }),
});
export type KioskCreate = Static<typeof KioskCreate>;

/** The token is shown once. */
export const KioskMade = Type.Object({ kiosk: Kiosk, token: Type.String() });
export type KioskMade = Static<typeof KioskMade>;

export const KioskSignIn = Type.Object({ token: Type.String({ maxLength: 128 }) });
export type KioskSignIn = Static<typeof KioskSignIn>;

/** One's own favourite channels, in order. */
export const Favourites = Type.Object({ channelIds: Type.Array(Id, { maxItems: 500 }) });
export type Favourites = Static<typeof Favourites>;

/** What the chooser shows while nothing is searched. */
export const views = ['tree', 'favourites', 'recent', 'nearest'] as const;
export type View = (typeof views)[number];

/** px; keep with `.choose-row` in choose.css: the tree's one line, two lines elsewhere, both higher for fingers. */
export const rowHeights = { tree: { mouse: 28, touch: 44 }, flat: { mouse: 42, touch: 56 } } as const;

/** Part of the catalogue in errors.ts: walls, tours, what sites show, kiosks. */
export const wallErrors = {
  'site.kiosks': {
    status: 409,
    zh: '此场所有正在使用的固定屏幕：先移除它们',
    en: 'There are kiosks in this site: remove them first',
  },
  'site.view-shared': {
    status: 422,
    zh: '场所看不到它：先共享给场所所属的机构或其上级',
    en: 'The site cannot see it: share it with the unit of the site, or one above, first',
  },
  'wall.unknown': { status: 404, zh: '没有这个电视墙', en: 'There is no such wall' },
  'tour.unknown': { status: 404, zh: '没有这个轮巡', en: 'There is no such tour' },
  'wall.owner': {
    status: 403,
    zh: '只有 {name} 能修改或删除：请另存为自己的',
    en: 'Only {name} can change or remove it: save one of your own',
  },
  'wall.layout': { status: 422, zh: '布局不正确：{zh}', en: 'The layout is wrong: {en}' },
  'wall.too-many': {
    status: 409,
    zh: '您已保存 {count} 个电视墙和轮巡，已达上限：先删除一个',
    en: 'You have saved {count} walls and tours, as many as can be: remove one first',
  },
  'kiosk.unknown': { status: 404, zh: '没有这个固定屏幕', en: 'There is no such kiosk' },
  'kiosk.token': {
    status: 403,
    zh: '此屏幕的令牌无效、已移除或已到期：请重新添加固定屏幕',
    en: 'The token of this screen is wrong, was removed, or its time is over: set the kiosk up anew',
  },
} as const;

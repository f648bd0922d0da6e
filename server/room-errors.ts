/** Part of the catalogue in errors.ts, beside meeting-errors.ts: what a room refuses. */
export const roomErrors = {
  'room.turned-away': {
    status: 403,
    zh: '主席未同意您进入：请在 {seconds} 秒后再申请',
    en: 'A chair has not let you in: ask again in {seconds} s',
  },
  'room.waiting': { status: 404, zh: '此人已不在等候室', en: 'They do not wait in the lobby any more' },
  'room.camera-there': { status: 409, zh: '此摄像机已在会议中', en: 'This camera is in the meeting already' },
  'room.cameras-full': {
    status: 409,
    zh: '会议中已有 {count} 路摄像机，已达上限：先移出一路',
    en: 'There are {count} cameras in the meeting, as many as can be: take one out first',
  },
  'room.chair-target': {
    status: 403,
    zh: '不能对主席这样做：请主席先移交',
    en: 'This cannot be done to the chair: let them hand the chair over first',
  },
  'room.standing': {
    status: 409,
    zh: '访客和会场屏幕不能担任主席：请选择其他人',
    en: 'Neither a guest nor the screen of a site can take the chair: choose somebody else',
  },
  'room.floor': {
    status: 403,
    zh: '培训中只有主席和被点名发言的人可以发言：请举手',
    en: 'In a lecture only chairs and those called to speak can send: raise your hand',
  },
  'room.guest': { status: 403, zh: '访客不能这样做：请主席协助', en: 'A guest cannot do this: ask the chair' },
  'room.no-hands': { status: 409, zh: '没有人申请发言', en: 'Nobody has raised a hand' },
  'room.roll-call': { status: 409, zh: '没有正在进行的点名', en: 'There is no roll call at this moment' },
  'room.longest': {
    status: 409,
    zh: '会议最长 {hours} 小时：请少延长一些',
    en: 'A meeting lasts {hours} h at most: extend it by less',
  },
} as const;

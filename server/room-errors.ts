/** Part of the catalogue in errors.ts, beside meeting-errors.ts: what a room refuses. */
export const roomErrors = {
  'room.none': {
    status: 409,
    zh: '您不在会场中：请先进入会议',
    en: 'You are not in a meeting room: join the meeting first',
  },
  'room.chair': {
    status: 403,
    zh: '只有主席或联席主席可以这样做',
    en: 'Only the chair or a co-chair may do this',
  },
  'room.participant': {
    status: 404,
    zh: '会场中没有这位参会者：可能已离开',
    en: 'There is nobody of this id in the room: they may have left',
  },
  'room.source': {
    status: 404,
    zh: '没有这路音频或视频：可能已关闭',
    en: 'There is no such sound or picture: it may be closed',
  },
  'room.muted': {
    status: 403,
    zh: '主席已将您静音：请举手申请发言',
    en: 'The chair has muted you: raise your hand to ask for the floor',
  },
  'room.share': {
    status: 403,
    zh: '主席已关闭屏幕共享：请向主席申请',
    en: 'The chair does not allow to share screens: ask the chair',
  },
  'room.chat': { status: 403, zh: '主席已关闭聊天', en: 'The chair does not allow to write messages' },
  'room.chat-often': {
    status: 429,
    zh: '发送过于频繁：请等几秒后再发',
    en: 'These are too many messages at once: wait some seconds, and send it again',
  },
  'room.camera': {
    status: 404,
    zh: '会场中没有这台摄像机：可能已移出',
    en: 'There is no such camera in the room: it may have been taken out',
  },
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
  'room.roll-passed': {
    status: 409,
    zh: '点名的不是这一家：请看清正在点名的单位再标记',
    en: 'Another one is called at this moment: look who it is, and mark again',
  },
  'room.longest': {
    status: 409,
    zh: '会议最长 {hours} 小时：请少延长一些',
    en: 'A meeting lasts {hours} h at most: extend it by less',
  },
} as const;

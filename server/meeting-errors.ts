/** Part of the catalogue in errors.ts: meetings, who may come in, guests, and what is kept beside the picture. */
export const meetingErrors = {
  'meeting.unknown': { status: 404, zh: '没有这个会议', en: 'There is no such meeting' },
  'meeting.ended': { status: 409, zh: '会议已结束：请另约时间', en: 'This meeting is over: plan another one' },
  'meeting.cancelled': {
    status: 409,
    zh: '会议已取消：请与召集人联系',
    en: 'This meeting was cancelled: ask who called it',
  },
  'meeting.running': {
    status: 409,
    zh: '会议正在进行：请在会场中修改或结束',
    en: 'This meeting is under way: change or end it in its room',
  },
  'meeting.not-invited': {
    status: 403,
    zh: '您不在受邀之列：请召集人邀请您',
    en: 'You are not invited to this meeting: ask who called it',
  },
  'meeting.early': {
    status: 409,
    zh: '会议尚未开放：开始前 30 分钟可以进入',
    en: 'It is too early: one may come in 30 minutes before the beginning',
  },
  'meeting.locked': {
    status: 403,
    zh: '会议已锁定：请主席解锁后再进入',
    en: 'This meeting is locked: ask the chair to unlock it',
  },
  'meeting.passcode-needed': { status: 401, zh: '请输入会议密码', en: 'Enter the passcode of the meeting' },
  'meeting.passcode-wrong': {
    status: 401,
    zh: '会议密码不正确：向召集人核对后重试',
    en: 'The passcode is wrong: ask who called the meeting, and try again',
  },
  'meeting.full': {
    status: 409,
    zh: '会议人数已满：等待有人离开后重试',
    en: 'This meeting is full: try again when somebody has left',
  },
  'meeting.guests-full': {
    status: 409,
    zh: '访客已满 {count} 人：等待有访客离开后重试',
    en: 'There are {count} guests already, as many as can be: try again when one of them has left',
  },
  'meeting.private': {
    status: 403,
    zh: '这是私密会议：不录制、不旁观，也不保存谁参加过',
    en: 'This meeting is private: nobody records or observes it, and nothing is kept of who met',
  },
  'meeting.times': {
    status: 422,
    zh: '会议时间不正确：结束须晚于开始，且最长 12 小时',
    en: 'The times are wrong: a meeting ends after its beginning, and within 12 hours',
  },
  'meeting.list-many': {
    status: 422,
    zh: '这段时间的会议超过 {count} 个：请选择较短的时间',
    en: 'There are more than {count} meetings in this span of time: choose a shorter one',
  },
  'meeting.past': { status: 422, zh: '会议时间已过：请选择以后的时间', en: 'This time is over: choose a later one' },
  'meeting.invited-none': {
    status: 422,
    zh: '还没有邀请任何人：请选择机构、场所或人员',
    en: 'Nobody is invited: choose units, sites or people',
  },
  'meeting.call-scope': {
    status: 403,
    zh: '您只能呼叫本机构、其下级和上级：请去掉其他对象',
    en: 'You may call your own unit, those below and those above: leave out the others',
  },
  'meeting.guest-link': {
    status: 403,
    zh: '此来宾链接无效或会议已结束：请召集人重新发送',
    en: 'This link for guests is wrong, or its meeting is over: ask who called it for another',
  },
  'meeting.files-full': {
    status: 409,
    zh: '一个会议最多 {count} 个文件、共 {megabytes} MB：请压缩后重试，或用其他方式传送',
    en: 'A meeting has {count} files and {megabytes} MB at most: make this one smaller, or send it in another way',
  },
  'meeting.minutes-conflict': {
    status: 409,
    zh: '他人刚刚修改了纪要：请保留您的文字，刷新后再写入',
    en: 'Somebody else has just changed the minutes: keep your text, reload, and write it again',
  },
  'meeting.poll-unknown': { status: 404, zh: '没有这个表决', en: 'There is no such poll' },
  'meeting.poll-closed': {
    status: 409,
    zh: '表决已结束：不能再投票',
    en: 'This poll is closed: nobody can vote any more',
  },
  'meeting.poll-voted': {
    status: 409,
    zh: '您已投票：每人一票，不能更改',
    en: 'You have voted: one vote each, and it stays',
  },
} as const;

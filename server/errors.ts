import type { ErrorBody } from './contract/error.ts';
import { fileErrors } from './file-errors.ts';
import { meetingErrors } from './meeting-errors.ts';
import { roomErrors } from './room-errors.ts';
import { wallErrors } from './wall-errors.ts';

interface Entry {
  /** HTTP status; over ws only the code is told. */
  status: number;
  /** What happened and what to do; `{name}` is filled in. */
  zh: string;
  en: string;
}

/** Every error that a page can get. Codes are stable: pages and scripts may depend on them. */
export const catalogue = {
  'request.invalid': { status: 400, zh: '请求不正确：{zh}', en: 'The request is wrong: {en}' },
  'request.malformed': {
    status: 400,
    zh: '无法读取请求：不是有效的 JSON',
    en: 'The request cannot be read: it is not JSON',
  },
  'request.too-large': { status: 413, zh: '请求过大', en: 'The request is too large' },
  'request.media-type': { status: 415, zh: '请以 application/json 发送', en: 'Send it as application/json' },
  'request.unknown': { status: 404, zh: '没有这个接口', en: 'There is no such address' },
  'request.too-many': { status: 429, zh: '请求过多，请稍后再试', en: 'Too many requests: try again later' },
  'request.cancelled': { status: 499, zh: '页面已离开，操作已取消', en: 'The page has gone; the act was given up' },

  'session.required': { status: 401, zh: '请先登录', en: 'Sign in first' },
  'session.csrf': { status: 403, zh: '页面已过期，请刷新后重试', en: 'This page is out of date: reload it' },
  'session.origin': { status: 403, zh: '不接受来自其他网站的连接', en: 'Connections from other sites are refused' },
  'session.refused': { status: 401, zh: '用户名或密码不正确', en: 'User name or password is wrong' },
  'session.delayed': {
    status: 429,
    zh: '失败次数过多，请在 {seconds} 秒后重试',
    en: 'Too many failures: try again in {seconds} s',
  },
  'session.setup-link': {
    status: 403,
    zh: '此链接无效、已过期或已用过：请系统管理员重新邀请；首次使用时，重新启动服务会打印新的链接',
    en: 'This link is wrong, too old or was used: have the system administrator invite you anew; at first use, restart the hub',
  },
  'session.username': { status: 422, zh: '请填写用户名', en: 'Choose a user name' },
  'session.code-needed': { status: 401, zh: '请输入动态口令或恢复码', en: 'Enter the code of the second factor' },
  'session.code-wrong': {
    status: 401,
    zh: '动态口令不正确：核对手机时间，等待下一个口令后重试',
    en: 'This code is wrong: check the clock of the phone, and try the next code',
  },
  'session.enrol': {
    status: 403,
    zh: '您的角色须先设置动态口令（第二因素）',
    en: 'Your role needs a second factor: set it up first',
  },
  'session.unknown': { status: 404, zh: '没有这个会话', en: 'There is no such session' },
  'password.weak': { status: 422, zh: '密码太简单：{zh}', en: 'The password is too simple: {en}' },
  'password.wrong': { status: 422, zh: '当前密码不正确', en: 'The current password is wrong' },

  'person.unknown': { status: 404, zh: '没有这个人员', en: 'There is no such person' },
  'person.taken': { status: 409, zh: '用户名已被使用：换一个', en: 'This user name is taken: choose another' },
  'person.self': { status: 409, zh: '不能对自己执行此操作', en: 'You cannot do this to yourself' },
  'person.administrator': {
    status: 403,
    zh: '此人是管理员或指挥员：先由安全管理员移除该角色，再重新邀请',
    en: 'This is an administrator or commander: have the security administrator take that role away, then invite anew',
  },
  'role.unknown': { status: 404, zh: '没有这个角色授权', en: 'There is no such role assignment' },
  'role.taken': { status: 409, zh: '此人已有该角色', en: 'This person holds the role there already' },
  'role.administrators': {
    status: 409,
    zh: '系统、安全、审计三种管理员不能由同一人担任',
    en: 'No one may hold two of the system, security and audit administrators',
  },
  'role.until': { status: 422, zh: '外包人员的角色必须有到期时间', en: 'The role of a contractor must have an end' },
  'role.screen': {
    status: 422,
    zh: '此角色属于固定屏幕，不授予人员：请在场所中添加固定屏幕',
    en: 'This role belongs to screens, and is given to nobody: set up a kiosk in the site',
  },
  'role.past': { status: 422, zh: '到期时间已过', en: 'That end has passed already' },
  'role.invited': {
    status: 409,
    zh: '此人尚未设置密码：先由本人通过一次性链接登录，再授予此角色',
    en: 'This person has set no password yet: let them sign in by their link first, then give them this role',
  },
  'role.last': {
    status: 409,
    zh: '不能移除或停用最后一名{zh}：先任命另一名',
    en: 'The last {en} can neither be removed nor disabled: appoint another one first',
  },

  'org.unknown': { status: 404, zh: '没有这个机构', en: 'There is no such unit' },
  'org.cycle': { status: 409, zh: '机构不能移动到自己的下级之下', en: 'A unit cannot be moved below itself' },
  'org.root': { status: 409, zh: '最上级机构不能移动、合并或停用', en: 'The root cannot be moved, merged or retired' },
  'org.code': { status: 409, zh: '区划代码 {code} 已被使用', en: 'The division code {code} is in use' },
  'org.name': {
    status: 409,
    zh: '同级已有名为“{name}”的机构或场所',
    en: 'There is one named "{name}" in that unit already',
  },
  'org.gain': {
    status: 403,
    zh: '此变更会扩大您自己可查看的范围：请由另一名系统管理员执行',
    en: 'This would widen what you may see yourself: have another system administrator do it',
  },
  'org.roles': {
    status: 409,
    zh: '机构中还有只限于该机构的角色（{names}）：先由安全管理员移除，合并后再授予',
    en: 'Roles are held in this unit alone ({names}): have the security administrator end them, and give them anew after the merge',
  },
  'org.busy': { status: 409, zh: '已有文件正在导入，请稍候', en: 'A file is being imported already: wait' },
  'org.retired': { status: 409, zh: '机构已停用', en: 'This unit is retired' },
  'org.not-empty': {
    status: 409,
    zh: '机构下还有下级、人员、摄像机或场所：先移走或合并',
    en: 'The unit still has units, people, cameras or sites: move them or merge it',
  },
  'site.unknown': { status: 404, zh: '没有这个场所', en: 'There is no such site' },

  'roster.unknown': { status: 404, zh: '没有这个班次', en: 'There is no such shift' },
  'roster.time': { status: 422, zh: '班次时间不正确：{zh}', en: 'The times of the shift are wrong: {en}' },
  'roster.role': { status: 422, zh: '此人在该机构没有值班角色', en: 'This person has no duty role in this unit' },
  'roster.self': { status: 403, zh: '不能给自己排班', en: 'Nobody can put themselves on the roster' },
  'roster.over': { status: 409, zh: '班次尚未开始或已结束', en: 'The shift has not begun, or is over' },
  'roster.overlap': { status: 409, zh: '此人该时段已有班次', en: 'This person is on duty at that time already' },

  'grant.unknown': { status: 404, zh: '没有这个授权', en: 'There is no such grant' },
  'grant.purpose': { status: 403, zh: '您的角色不能以此事由调阅', en: 'Your role may not view for this purpose' },
  'grant.self': { status: 403, zh: '不能审批自己的申请', en: 'Nobody can decide on their own request' },
  'grant.decided': { status: 409, zh: '此申请已处理，请刷新', en: 'This was decided already: reload' },
  'grant.glass-revoked': {
    status: 403,
    zh: '您在此范围的紧急调阅已被撤销且尚未复核：请审批人先复核，或提出申请',
    en: 'Your break-glass there was taken away and is not reviewed yet: have it reviewed first, or ask for a grant',
  },
  'grant.glass-unreviewed': {
    status: 403,
    zh: '您有 {count} 次紧急调阅尚未复核：请审批人先复核，或提出申请',
    en: '{count} of your break-glass views are not reviewed yet: have them reviewed first, or ask for a grant',
  },
  'grant.ended': { status: 403, zh: '授权已失效：重新选择事由', en: 'The grant has ended: state a purpose anew' },
  'grant.scope': {
    status: 403,
    zh: '此画面不在授权范围内：提出申请',
    en: 'This picture is outside of the grant: ask for one',
  },
  'ticket.invalid': { status: 403, zh: '票据无效或已用过，请重试', en: 'This ticket is wrong or was used: try again' },

  'record.window': { status: 422, zh: '时间范围不正确', en: 'The span of time is wrong' },
  'mask.shape': {
    status: 422,
    zh: '遮挡区域须为凸多边形，且面积不为零',
    en: 'A mask must be a convex polygon that has an area',
  },
  'certificate.none': { status: 404, zh: '本服务没有自建证书', en: 'This hub has made no certificate of its own' },

  'permission.denied': { status: 403, zh: '您没有此项权限', en: 'You may not do this' },

  'camera.acceptance': {
    status: 403,
    zh: '摄像机尚在验收：登记资料补全后才对他人开放',
    en: 'This camera is in acceptance: others see it when its declaration is complete',
  },
  'camera.unknown': { status: 404, zh: '没有这台摄像机', en: 'There is no such camera' },
  'camera.busy': { status: 409, zh: '正在检测此地址，请稍候', en: 'This address is being probed already: wait' },
  'camera.known': {
    status: 409,
    zh: '此视频流已登记为摄像机“{name}”：如需改变接入方式，请先删除它',
    en: 'This stream is registered already, as "{name}": to connect it in another way, remove that one first',
  },
  'camera.password-needed': {
    status: 422,
    zh: '更改地址或端口时，请同时输入密码：已保存的密码不会发往新地址',
    en: 'To change the address or port, enter the password, too: the stored one is never sent to another address',
  },
  'placement.forbidden': {
    status: 403,
    zh: '此类场所禁止安装公共视频设备（国务院令第799号第八条）',
    en: 'No camera may stand in a place of this kind (State Council order 799, article 8)',
  },
  'camera.kind': {
    status: 400,
    zh: '此摄像机只有 RTSP 地址：修改地址请删除后重新添加',
    en: 'This camera has only an RTSP URL: to change its address, remove it and add it again',
  },
  'sign.unknown': { status: 404, zh: '没有这个标识码', en: 'There is no sign with this code' },
  'sign.no-photo': { status: 404, zh: '还没有标识照片', en: 'There is no photo of the sign yet' },
  'sign.photo': {
    status: 422,
    zh: '请提供不超过 2 MB 的 JPEG 照片',
    en: 'Give a JPEG photo of 2 MB at most',
  },
  'channel.unknown': { status: 404, zh: '没有这个通道', en: 'There is no such channel' },

  'camera.address': {
    status: 502,
    zh: '地址无响应：检查地址、网线和电源',
    en: 'Nobody answers at this address: check the address, the cable and the power',
  },
  'camera.tcp': {
    status: 502,
    zh: '设备在线，但端口未开放：检查端口号和设备的服务设置',
    en: 'The device is there, but the port is closed: check the port and the services of the device',
  },
  'camera.timeout': {
    status: 504,
    zh: '已连接，但设备没有答复：重启设备后重试',
    en: 'Connected, and then the device did not answer: restart it and try again',
  },
  'camera.onvif': {
    status: 502,
    zh: '无法理解设备的 ONVIF 答复：确认端口，并在设备上启用 ONVIF',
    en: 'The ONVIF answer cannot be understood: check the port, and enable ONVIF on the device',
  },
  'camera.too-large': {
    status: 502,
    zh: '设备的答复异常大，已中断：这可能不是摄像机',
    en: 'The answer was far too large and was cut off: this may be no camera',
  },
  'camera.other-host': {
    status: 502,
    zh: '设备答复了另一台主机的地址，已拒绝：检查设备的网络设置',
    en: 'The device answered with the address of another host, which is refused: check its network settings',
  },
  'camera.range': {
    status: 400,
    zh: '此地址不在允许的范围内：由管理员在 HUB_CAMERA_RANGES 中添加',
    en: 'This address is outside of the allowed ranges: have it added to HUB_CAMERA_RANGES',
  },
  'camera.credentials': {
    status: 422,
    zh: '设备拒绝了用户名或密码：检查后重试，多次失败可能会被设备锁定',
    en: 'The device refuses user name or password: check them; too many failures may lock the device',
  },
  'camera.rtsp': {
    status: 502,
    zh: '设备拒绝提供视频流：检查 RTSP 地址，或减少其他客户端的连接',
    en: 'The device refuses the stream: check the RTSP address, or close other clients of it',
  },
  'camera.codec': {
    status: 422,
    zh: '没有可显示的视频：请在设备上设为 H.264',
    en: 'There is no video that can be shown: set the device to H.264',
  },
  'camera.no-packets': {
    status: 504,
    zh: '视频流已打开，但没有数据：检查网络和设备',
    en: 'The stream was opened, but no data comes: check the network and the device',
  },
  'camera.no-keyframe': {
    status: 504,
    zh: '有数据，但没有关键帧：减小设备的 I 帧间隔',
    en: 'Data comes, but no keyframe: set a shorter I-frame interval on the device',
  },
  'camera.transcode-limit': {
    status: 503,
    zh: '需要转码的画面已达上限：关闭其他此类画面，或把设备设为无 B 帧的 H.264',
    en: 'As many pictures as allowed are transcoded already: close one, or set the device to H.264 without B-frames',
  },
  'camera.black': {
    status: 502,
    zh: '画面全黑：检查镜头遮挡、补光和设备设置',
    en: 'The picture is black: look for something before the lens, at its light and its settings',
  },
  'camera.blank': {
    status: 502,
    zh: '画面只有一种颜色：检查镜头和传感器，或重启设备',
    en: 'The picture is of one colour: check lens and sensor, or restart the device',
  },
  'camera.frozen': {
    status: 502,
    zh: '画面静止不变：重启设备',
    en: 'The picture never changes: restart the device',
  },
  'camera.refused': {
    status: 502,
    zh: '设备拒绝了该设置：在设备自己的页面上设置，或更换设备',
    en: 'The device refuses this setting: set it on its own page',
  },
  'camera.process': {
    status: 500,
    zh: '媒体进程意外结束，正在恢复：请重试',
    en: 'A media process ended unexpectedly and is being replaced: try again',
  },

  'ptz.none': { status: 409, zh: '这台摄像机不能转动', en: 'This camera cannot be turned' },
  'ptz.held': {
    status: 409,
    zh: '{name} 正在控制这台摄像机：请稍候，或联系对方',
    en: '{name} is moving this camera: wait a moment, or ask',
  },
  'ptz.limit': {
    status: 409,
    zh: '已到允许范围的边界：此处之外不得观看',
    en: 'This is the limit of where this camera may look',
  },
  'ptz.tour-unknown': { status: 404, zh: '没有这条巡航路线', en: 'There is no such tour' },

  'watch.unknown': { status: 404, zh: '没有这个观看', en: 'There is no such watch' },
  'watch.too-many': { status: 429, zh: '同时观看的画面过多', en: 'Too many pictures at once' },
  'poster.none': { status: 404, zh: '没有可用的最近画面', en: 'There is no last picture' },
  'snapshot.font': {
    status: 503,
    zh: '服务器缺少中文字体，无法写入水印文字：由管理员安装 fonts-noto-cjk',
    en: 'The hub has no font to write the text with: have fonts-noto-cjk installed on it',
  },
  'transport.unknown': { status: 404, zh: '没有这个媒体连接', en: 'There is no such transport' },
  'media.invalid': {
    status: 400,
    zh: '浏览器的媒体参数不被接受',
    en: 'The media parameters of the browser are not accepted',
  },

  'discovery.targets': { status: 400, zh: '搜索范围不正确：{target}', en: 'This is not an address or range: {target}' },
  'discovery.interface': {
    status: 400,
    zh: '本机没有此网络接口：{address}',
    en: 'There is no such interface here: {address}',
  },
  'discovery.busy': { status: 409, zh: '已有搜索正在进行', en: 'A search is running already' },
  'discovery.unknown': { status: 404, zh: '没有这次搜索', en: 'There is no such search' },

  'credential-set.unknown': { status: 404, zh: '没有这个凭据组', en: 'There is no such credential set' },
  'import.busy': { status: 409, zh: '已有文件正在读取，请稍候', en: 'A file is being read already: wait' },
  'job.unknown': { status: 404, zh: '没有这个任务', en: 'There is no such job' },
  'job.busy': {
    status: 409,
    zh: '您已有多个任务正在进行：等待其完成或先停止',
    en: 'Several jobs of yours are running already: wait, or stop one',
  },

  'store.conflict': { status: 409, zh: '与已有数据冲突，请刷新', en: 'This conflicts with what is stored: reload' },
  'store.unavailable': {
    status: 503,
    zh: '数据库不可用，操作未执行：检查磁盘空间',
    en: 'The database is not available, nothing was done: check the disk',
  },
  'store.full': {
    status: 507,
    zh: '磁盘已满，无法留痕，操作未执行：清理磁盘后重试',
    en: 'The disk is full, so this cannot be put on record and was not done: make room and try again',
  },
  'server.closing': { status: 503, zh: '服务正在停止', en: 'The hub is stopping' },
  'server.internal': {
    status: 500,
    zh: '服务内部错误，编号 {requestId}：请把编号告诉管理员',
    en: 'Internal error {requestId}: tell the administrator this number',
  },
  ...wallErrors,
  ...fileErrors,
  ...meetingErrors,
  ...roomErrors,
} as const satisfies Record<string, Entry>;

export type ErrorCode = keyof typeof catalogue;

/** Values for the `{name}` places of a message. Shown to the user: never a secret. */
export type ErrorValues = Readonly<Record<string, string | number>>;

/** An error that is told to the page as it is. All others become `server.internal`. */
export class HubError extends Error {
  override readonly name = 'HubError';
  readonly code: ErrorCode;
  readonly values: ErrorValues;

  constructor(code: ErrorCode, values: ErrorValues = {}, options?: ErrorOptions) {
    super(`${code}: ${fill(catalogue[code].en, values)}`, options);
    this.code = code;
    this.values = values;
  }

  get status(): number {
    return catalogue[this.code].status;
  }

  /** As HTTP and ws tell it. */
  toBody(): ErrorBody {
    const { zh, en } = catalogue[this.code];
    return { code: this.code, message: { zh: fill(zh, this.values), en: fill(en, this.values) } };
  }
}

function fill(text: string, values: ErrorValues): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}

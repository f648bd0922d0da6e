import type { ErrorBody } from '../../server/contract/error.ts';

/** Error codes of the page's own making; all others come from the hub. */
export type LocalCode = 'local.offline' | 'local.timeout' | 'local.answer' | 'local.browser' | 'local.media';

const localMessages: Record<LocalCode, ErrorBody['message']> = {
  'local.offline': {
    zh: '连接不上秦岭视联服务器，请检查网络，稍后重试',
    en: 'The hub cannot be reached: check the network and try again',
  },
  'local.timeout': {
    zh: '服务器没有在规定时间内答复，请稍后重试',
    en: 'The hub did not answer in time: try again later',
  },
  'local.answer': {
    zh: '服务器的答复无法识别，请刷新页面',
    en: 'The answer of the hub was not understood: reload the page',
  },
  'local.media': {
    zh: '画面数据传不过来：请检查防火墙是否放行服务器的媒体端口（UDP 和 TCP）',
    en: 'The picture cannot get through: check that the firewall lets the media port of the hub pass (UDP and TCP)',
  },
  'local.browser': {
    zh: '这个浏览器不能播放实时画面，请使用新版 Chrome、Edge 或 Firefox',
    en: 'This browser cannot show live pictures: use a recent Chrome, Edge or Firefox',
  },
};

/** What went wrong, with what to do about it in both languages. */
export class HubError extends Error {
  readonly code: string;
  readonly texts: ErrorBody['message'];

  constructor(body: ErrorBody) {
    super(`${body.code}: ${body.message.en}`);
    this.name = 'HubError';
    this.code = body.code;
    this.texts = body.message;
  }

  /** An error that the page itself noticed. */
  static local(code: LocalCode): HubError {
    return new HubError({ code, message: localMessages[code] });
  }

  /** Anything thrown, as one of ours. */
  static from(thrown: unknown): HubError {
    return thrown instanceof HubError ? thrown : HubError.local('local.answer');
  }
}

/** Reads `{error: {code, message}}`; anything else is an answer that was not understood. */
export function readError(reply: unknown): HubError {
  if (typeof reply !== 'object' || reply === null || !('error' in reply)) return HubError.local('local.answer');
  const { error } = reply;
  if (!isErrorBody(error)) return HubError.local('local.answer');
  return new HubError(error);
}

function isErrorBody(value: unknown): value is ErrorBody {
  if (typeof value !== 'object' || value === null || !('code' in value) || !('message' in value)) return false;
  const { code, message } = value;
  return (
    typeof code === 'string' &&
    typeof message === 'object' &&
    message !== null &&
    'zh' in message &&
    'en' in message &&
    typeof message.zh === 'string' &&
    typeof message.en === 'string'
  );
}

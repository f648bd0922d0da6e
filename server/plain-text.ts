import { HubError } from './errors.ts';

/** C0 and C1 controls but the newline: no keyboard writes them, and terminals and tables act on them. */
const CONTROL = /[\p{Cc}--\n]/v;
/** What turns the direction of all that follows (UAX 9): a name or an amount could be made to read otherwise. */
const OVERRIDE = /[\u202a-\u202e\u2066-\u2069]/;

/**
 * What somebody wrote, as it may be stored and shown: markup, emoji and scripts that run from the right stay as they are. Ends
 * of lines become one newline, a tab a space. What acts on a reader's screen in place of being read is refused, not taken
 * out: nobody's words are changed behind their back.
 * @throws HubError `request.invalid`
 */
export function plainText(written: string): string {
  const text = written.replaceAll(/\r\n?/g, '\n').replaceAll('\t', ' ');
  if (CONTROL.test(text) || !text.isWellFormed()) {
    throw new HubError('request.invalid', {
      zh: '文字中有控制字符：请删除后重试',
      en: 'there are control characters in the text: take them out',
    });
  }
  if (OVERRIDE.test(text)) {
    throw new HubError('request.invalid', {
      zh: '文字中有改变书写方向的不可见字符：请删除后重试',
      en: 'there are invisible characters in the text that turn its direction: take them out',
    });
  }
  return text;
}

/** As {@link plainText}, in one line, without space around it. @throws HubError `request.invalid` */
export function plainLine(written: string): string {
  const line = plainText(written).replaceAll('\n', ' ').trim();
  if (line === '') throw new HubError('request.invalid', { zh: '文字为空', en: 'the text is empty' });
  return line;
}

/** Tells whoever started a program at a terminal: in Chinese, unless the terminal's language says otherwise. */
export function say(zh: string, en: string): void {
  const locale = process.env['LC_ALL'] ?? process.env['LC_MESSAGES'] ?? process.env['LANG'] ?? '';
  const inChinese = !/^(?!zh|C\b|POSIX)[a-z]{2}/i.test(locale);
  console.log(inChinese ? zh : en);
}

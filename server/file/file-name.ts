import { HubError } from '../errors.ts';
import { plainLine } from '../plain-text.ts';

/** A name as browsers give it: no way to it. @throws HubError `request.invalid` */
export function toFileName(written: string): string {
  const name = plainLine(written);
  if (/[/\\]/.test(name)) {
    throw new HubError('request.invalid', { zh: '文件名中不能有斜线', en: 'there is a slash in the name of the file' });
  }
  return name;
}

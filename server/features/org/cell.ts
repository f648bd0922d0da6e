/** What a spreadsheet takes for a formula at the beginning of a cell (OWASP, CSV injection), and the quote itself. */
const FORMULA = /^['=+\-@\t\r]/;
const QUOTED = /^'['=+\-@\t\r]/;

/** A text that no spreadsheet runs; {@link fromCell} takes the quote off again. */
export function toCell(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** What was meant by a cell. */
export function fromCell(text: string): string {
  const trimmed = text.trim();
  return QUOTED.test(trimmed) ? trimmed.slice(1) : trimmed;
}

/** RFC 4180, with a byte order mark, for Excel takes UTF-8 for something else without one. */
export function toCsv(rows: readonly (readonly string[])[]): string {
  const quote = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return '\uFEFF' + rows.map((row) => `${row.map(quote).join(',')}\r\n`).join('');
}

/** Names from the top as one text: a slash inside of a name is written with a backslash before it. */
export function toPathText(names: readonly string[]): string {
  return names.map((name) => name.replaceAll(/[\\/]/g, '\\$&')).join('/');
}

export function fromPathText(text: string): string[] {
  const names = [''];
  for (const [part] of text.matchAll(/\\[\\/]|[^]/gu)) {
    if (part === '/') names.push('');
    else names.push((names.pop() ?? '') + (part.length > 1 && part.startsWith('\\') ? part.slice(1) : part));
  }
  return names.map((name) => name.trim());
}

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

/** What a code is called in files: the first is written, all (and the code itself) are read. */
export type Words = readonly [string, ...string[]];

/** The code of a word, in any of these languages; undefined for one that is none. */
export function codeOf<C extends string>(words: Readonly<Record<C, Words>>, text: string): C | undefined {
  const wanted = text.toLowerCase();
  for (const code in words) if (code === wanted || words[code].includes(text)) return code;
  return undefined;
}

/** Removes user name and password from every URL in a text, however they are encoded. */
export function redact(text: string): string {
  // Greedy up to the last @ of the word: an unencoded password may itself hold one.
  return text.replace(/([a-z][a-z0-9+.-]*:\/\/)[^\s'"]*@/gi, '$1***@');
}

/**
 * Removes user name and password from every URL in a text, however they are encoded, and the values of
 * `password=` and its like, which some cameras want in the path.
 */
export function redact(text: string): string {
  return (
    text
      // Greedy up to the last @ of the word: an unencoded password may itself hold one, or a quote.
      .replace(/([a-z][a-z0-9+.-]{0,15}:\/\/)\S*@/gi, '$1***@')
      .replace(/((?:password|passwd|pwd)=)[^&\s'"]+/gi, '$1***')
  );
}

/**
 * Where to go after signing in: a path of this site, never another host (`//host`, `\\host`, `javascript:`).
 * @param next as found in the address
 * @param origin of this site
 */
export function safeNext(next: string | null, origin: string): string {
  const home = '/';
  if (!next?.startsWith('/')) return home;
  const url = URL.parse(next, origin);
  if (!url || url.origin !== origin) return home;
  return url.pathname + url.search + url.hash;
}

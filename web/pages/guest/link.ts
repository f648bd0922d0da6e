/** The token of the link that one came by; taken out of the address, where somebody could read it. Null: there is none. */
export function takeLink(): string | null {
  const token = location.hash.slice(1);
  if (!token) return null;
  history.replaceState(history.state, '', location.pathname);
  return token;
}

let host: HTMLElement | null = null;

/** For pictures that nobody sees: in the page, for a browser decodes no picture of an element that is nowhere. */
export function hiddenHost(): HTMLElement {
  if (host) return host;
  host = document.createElement('div');
  host.setAttribute('aria-hidden', 'true');
  host.style.cssText = 'position:fixed;inset:auto auto 0 0;width:2px;height:2px;overflow:hidden;opacity:0';
  document.body.append(host);
  return host;
}

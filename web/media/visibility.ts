/** Hidden for so long counts as hidden: scrolling past and a quick look at another tab do not. */
const SETTLE_MS = 400;

/**
 * Tells whether an element can be seen: its tab is in front and it is on the screen.
 * @returns the function that ends the watching
 */
export function watchVisibility(element: HTMLElement, tell: (visible: boolean) => void): () => void {
  let onScreen = true;
  let told = true;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const judge = (): void => {
    clearTimeout(timer);
    const visible = onScreen && document.visibilityState === 'visible';
    if (visible === told) return;
    const settle = (): void => {
      told = visible;
      tell(visible);
    };
    if (visible) settle();
    else timer = setTimeout(settle, SETTLE_MS);
  };

  const observer = new IntersectionObserver((entries) => {
    onScreen = entries.at(-1)?.isIntersecting ?? onScreen;
    judge();
  });
  observer.observe(element);
  document.addEventListener('visibilitychange', judge);
  judge();
  return () => {
    clearTimeout(timer);
    observer.disconnect();
    document.removeEventListener('visibilitychange', judge);
  };
}

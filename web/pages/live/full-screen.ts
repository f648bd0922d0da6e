/**
 * Shows an element alone on the screen, or ends that.
 * @throws TypeError where the browser allows no full screen
 */
export async function toggleFullScreen(element: Element | null): Promise<void> {
  if (document.fullscreenElement) await document.exitFullscreen();
  else await element?.requestFullscreen();
}

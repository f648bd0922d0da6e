import type { Hub } from './hub.ts';

const EVERY_MS = 250;

/**
 * Keeps on the page's own element what it holds, for those who look whether anything is left behind: `data-videos` (made),
 * `data-videos-lent`, `data-pictures`, `data-preloads`, `data-consumers`.
 * @returns ends it
 */
export function showCounts({ videos, pictures, preloads, receiver }: Hub): () => void {
  const { dataset } = document.documentElement;
  const show = (): void => {
    dataset.videos = String(videos.made);
    dataset.videosLent = String(videos.lent);
    dataset.pictures = String(pictures.size);
    dataset.preloads = String(preloads.size);
    dataset.consumers = String(receiver.consumers);
  };
  const timer = setInterval(show, EVERY_MS);
  return () => clearInterval(timer);
}

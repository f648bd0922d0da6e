/** What is counted. */
export interface Counted {
  videos: { made: number; lent: number };
  pictures: { size: number };
  preloads: { size: number };
  receiver: { consumers: number };
}

const EVERY_MS = 250;

/**
 * Keeps on the page's own element what it holds, for those who look whether anything is left behind: `data-videos` (made),
 * `data-videos-lent`, `data-pictures`, `data-preloads`, `data-consumers`.
 * @returns ends it
 */
export function showCounts({ videos, pictures, preloads, receiver }: Counted): () => void {
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

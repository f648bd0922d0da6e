import { contentOf } from '../../../api/file-content.ts';

/** Longer side of what is sent, px: the text of a sign is readable, and a telephone's photo is not too large. */
const LONGEST = 1600;
const QUALITY = 0.85;

/** A photo as the hub takes it: JPEG, Base64, not larger than needed; null: the browser knows no picture in it. */
export async function photoContent(file: Blob): Promise<string | null> {
  let picture: ImageBitmap;
  try {
    picture = await createImageBitmap(file);
  } catch {
    return null; // No picture: the page says so.
  }
  const factor = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const canvas = new OffscreenCanvas(Math.round(picture.width * factor), Math.round(picture.height * factor));
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return await contentOf(await canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY }));
}

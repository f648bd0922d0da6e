import type { Camera } from '../../../../server/contract/camera.ts';
import type { RowActs, RowRights } from './row-acts.ts';
import type { RowAct, RowWords } from './use-row-words.ts';

interface RowButtonsProps {
  camera: Camera;
  rights: RowRights;
  acts: RowActs;
  words: RowWords;
}

/** What the user may do with a camera. */
export function RowButtons({ camera, rights, acts, words }: RowButtonsProps) {
  const [first] = camera.channels;
  const button = (act: RowAct, onClick: () => void) => (
    <button
      type="button"
      className="icon-act"
      data-icon={act}
      title={words.title[act]}
      aria-label={words.named(act, camera.name)}
      onClick={onClick}
    />
  );
  return (
    <>
      {first && rights.watch && button('watch', () => acts.watch(first))}
      {first && rights.watch && button('picture', () => acts.testPicture(camera, first))}
      {rights.mask && button('mask', () => acts.mask(camera))}
      {rights.register && button('edit', () => acts.edit(camera))}
      {rights.register && button('remove', () => acts.remove(camera))}
    </>
  );
}

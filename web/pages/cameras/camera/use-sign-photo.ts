import { useEffect, useState } from 'react';
import type { Camera } from '../../../../server/contract/camera.ts';
import { download } from '../../../api/client.ts';
import { HubError } from '../../../api/hub-error.ts';

interface SignPhoto {
  url: string | null;
  error: HubError | null;
}

const none: SignPhoto = { url: null, error: null };

/** The photo of a camera's sign, where there is one; read again when the camera changes. */
export function useSignPhoto({ id, signPhoto, updatedAt }: Camera): SignPhoto {
  const [photo, setPhoto] = useState<SignPhoto & { of: string }>({ ...none, of: '' });
  const wanted = signPhoto ? `${id} ${updatedAt}` : '';
  useEffect(() => {
    if (!wanted) return;
    const abort = new AbortController();
    let url = '';
    download('camera.signPhoto', { params: { id }, signal: abort.signal }).then(
      (picture) => {
        if (abort.signal.aborted) return;
        url = URL.createObjectURL(picture);
        setPhoto({ url, error: null, of: wanted });
      },
      (thrown: unknown) => {
        if (!abort.signal.aborted) setPhoto({ url: null, error: HubError.from(thrown), of: wanted });
      },
    );
    return () => {
      abort.abort();
      URL.revokeObjectURL(url);
    };
  }, [id, wanted]);
  return photo.of === wanted ? photo : none;
}

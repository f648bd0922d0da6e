import {
  CameraOutlined,
  DeleteOutlined,
  EditOutlined,
  EyeInvisibleOutlined,
  PlaySquareOutlined,
} from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { Camera } from '../../../../server/contract/camera.ts';
import { pathIds } from '../../../components/unit-tree.ts';
import { useUnitTree } from '../../../components/use-unit-tree.ts';
import { useMay } from '../../../hooks/use-rights.ts';
import type { RowActs } from './row-acts.ts';

// Drawn once: a filter brings many rows at a time. So are the buttons plain ones.
const icons = {
  watch: <PlaySquareOutlined aria-hidden />,
  picture: <CameraOutlined aria-hidden />,
  mask: <EyeInvisibleOutlined aria-hidden />,
  edit: <EditOutlined aria-hidden />,
  remove: <DeleteOutlined aria-hidden />,
};

/** What the user may do with a camera. */
export function RowButtons({ camera, acts }: { camera: Camera; acts: RowActs }) {
  const { t } = useTranslation();
  const may = useMay();
  const path = pathIds(useUnitTree(), camera.unitId);
  const [first] = camera.channels;
  const { name } = camera;
  return (
    <>
      {first && may('camera.watch') && (
        <>
          <button
            type="button"
            className="icon-act"
            title={t('camera.watch')}
            aria-label={t('camera.watchNamed', { name })}
            onClick={() => acts.watch(first)}
          >
            {icons.watch}
          </button>
          <button
            type="button"
            className="icon-act"
            title={t('camera.testPicture')}
            aria-label={t('camera.testPictureNamed', { name })}
            onClick={() => acts.testPicture(camera, first)}
          >
            {icons.picture}
          </button>
        </>
      )}
      {may('mask.write', path) && (
        <button
          type="button"
          className="icon-act"
          title={t('masks.open')}
          aria-label={t('masks.openNamed', { name })}
          onClick={() => acts.mask(camera)}
        >
          {icons.mask}
        </button>
      )}
      {may('camera.register', path) && (
        <>
          <button
            type="button"
            className="icon-act"
            title={t('camera.edit')}
            aria-label={t('camera.editNamed', { name })}
            onClick={() => acts.edit(camera)}
          >
            {icons.edit}
          </button>
          <button
            type="button"
            className="icon-act"
            data-danger
            title={t('camera.remove')}
            aria-label={t('camera.removeNamed', { name })}
            onClick={() => acts.remove(camera)}
          >
            {icons.remove}
          </button>
        </>
      )}
    </>
  );
}

import { Button } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Camera } from '../../../../server/contract/camera.ts';
import { PlacePicker } from '../../../components/map/place-picker.tsx';
import { useCameras } from '../../../hooks/use-cameras.ts';
import { nearTo, placeOf } from '../nearby.ts';

/** Where and why it stands, and what its declaration lacks. @param edit absent: it may not be changed */
export function DeclarationPart({ camera, edit }: { camera: Camera; edit?: () => void }) {
  const { t } = useTranslation();
  const cameras = useCameras().data;
  const near = useMemo(() => nearTo(cameras ?? [], camera.unitId, camera.id), [cameras, camera]);
  const { placement, gaps } = camera;
  const { fieldOfView, retentionDays, placeType } = placement;
  const place = placeOf(camera);
  return (
    <section className="camera-part" aria-labelledby="camera-declaration">
      <h2 id="camera-declaration">{t('placement.title')}</h2>
      {gaps.length > 0 && (
        <div className="camera-gaps" data-gaps={gaps.join(' ')}>
          <strong>{t('placement.lacks')}</strong>{' '}
          {gaps.map((gap) => t(`placement.gap.${gap}`)).join(t('placement.and'))}
          {edit && (
            <Button size="small" onClick={edit}>
              {t('placement.complete')}
            </Button>
          )}
        </div>
      )}
      <dl className="facts">
        <dt>{t('placement.place')}</dt>
        <dd>{placement.place || '–'}</dd>
        <dt>{t('placement.placeType')}</dt>
        <dd>{placeType ? t(`placeType.${placeType}`) : '–'}</dd>
        <dt>{t('placement.reason')}</dt>
        <dd>{placement.reason || '–'}</dd>
        <dt>{t('placement.fieldOfView')}</dt>
        <dd>{fieldOfView ? t('placement.fieldOfViewFacts', fieldOfView) : '–'}</dd>
        <dt>{t('placement.filing')}</dt>
        <dd>
          {placement.filing || '–'}
          {placement.filingDeadline && !placement.filing && (
            <span className="quiet"> {t('placement.fileBy', { day: placement.filingDeadline })}</span>
          )}
        </dd>
        <dt>{t('placement.carrier')}</dt>
        <dd>{placement.carrier || '–'}</dd>
        <dt>{t('placement.contractor')}</dt>
        <dd>{placement.contractor || '–'}</dd>
        <dt>{t('placement.retention')}</dt>
        <dd>
          {retentionDays === null
            ? '–'
            : retentionDays === 0
              ? t('placement.notRecorded')
              : t('placement.days', { days: retentionDays })}
        </dd>
      </dl>
      {place && <PlacePicker place={place} fieldOfView={fieldOfView} near={near} />}
    </section>
  );
}

import { PhoneOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { Meeting } from '../../../server/contract/meeting.ts';
import { useMay } from '../../hooks/use-rights.ts';
import { CallDrawer } from './call-drawer.tsx';
import { Coming } from './coming.tsx';
import { MeetingDrawer } from './meeting-drawer.tsx';
import { MonthView } from './month-view.tsx';
import { Past } from './past.tsx';
import './meetings.css';

const views = ['coming', 'past', 'month'] as const;

/** Meetings: what goes on, what comes, what was; and the ways to make one. */
export default function Meetings() {
  const { t } = useTranslation();
  const may = useMay();
  const [params, setParams] = useSearchParams();
  const view = views.find((one) => one === params.get('view')) ?? 'coming';
  const [above, setAbove] = useState<Meeting | 'new' | 'call' | null>(null);
  const close = (): void => setAbove(null);

  return (
    <main className="page meetings">
      <div className="page-bar">
        <h1>{t('meetings.title')}</h1>
        <Segmented
          aria-label={t('meetings.view')}
          value={view}
          onChange={(next) => setParams(next === 'coming' ? {} : { view: next })}
          options={views.map((one) => ({ value: one, label: t(`meetings.views.${one}`) }))}
        />
        <div className="page-acts">
          {may('meeting.call') && (
            <Button icon={<PhoneOutlined aria-hidden />} onClick={() => setAbove('call')}>
              {t('meetings.call')}
            </Button>
          )}
          {may('meeting.hold') && (
            <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setAbove('new')}>
              {t('meetings.new')}
            </Button>
          )}
        </div>
      </div>
      {view === 'coming' && <Coming edit={setAbove} />}
      {view === 'past' && <Past edit={setAbove} />}
      {view === 'month' && <MonthView edit={setAbove} />}
      {above === 'call' && <CallDrawer close={close} />}
      {above !== null && above !== 'call' && (
        <MeetingDrawer {...(above !== 'new' && { meeting: above })} close={close} />
      )}
    </main>
  );
}

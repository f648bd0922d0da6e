import { DeleteOutlined, DesktopOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrgUnit, Site } from '../../../server/contract/org.ts';
import type { Kiosk, KioskMade } from '../../../server/contract/wall.ts';
import { call } from '../../api/client.ts';
import { HubError } from '../../api/hub-error.ts';
import { Problem } from '../../components/problem.tsx';
import { useHubNow } from '../../hooks/use-now.ts';
import { useLanguage } from '../../hooks/use-language.ts';
import { formatMoment } from '../../i18n/format.ts';
import { KioskForm } from './kiosk-form.tsx';
import { KioskLink } from './kiosk-link.tsx';

const key = ['kiosks'];

export interface UnitKiosksProps {
  unit: OrgUnit;
  /** Of this unit. */
  sites: readonly Site[];
  /** May put up new ones, and so give them leave to look. */
  mayAdd: boolean;
}

/** Screens in the unit's rooms that sign in by themselves: which there are, until when, and new ones. */
export function UnitKiosks({ unit, sites, mayAdd }: UnitKiosksProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const queries = useQueryClient();
  const now = useHubNow(60_000);
  const [adding, setAdding] = useState(false);
  const [made, setMade] = useState<KioskMade | null>(null);
  const [problem, setProblem] = useState<HubError | null>(null);
  const query = useQuery<Kiosk[], HubError>({
    queryKey: key,
    queryFn: async ({ signal }) => (await call('kiosk.list', { signal })).kiosks,
  });
  const kiosks = (query.data ?? []).filter(({ unitId }) => unitId === unit.id);
  const readAgain = (): void => void queries.invalidateQueries({ queryKey: key });
  const remove = async ({ id }: Kiosk): Promise<void> => {
    setProblem(null);
    try {
      await call('kiosk.remove', { params: { id } });
      readAgain();
    } catch (thrown) {
      setProblem(HubError.from(thrown));
    }
  };
  const error = problem ?? query.error;

  return (
    <section className="unit-part" aria-labelledby="unit-kiosks">
      <h3 id="unit-kiosks">{t('kiosks.title')}</h3>
      <p className="quiet">{t('kiosks.what')}</p>
      {error && <Problem error={error} />}
      <ul className="unit-kiosks">
        {kiosks.map((kiosk) => (
          <li key={kiosk.id} data-kiosk={kiosk.id}>
            <span>{kiosk.name}</span>
            <span className="quiet">{kiosk.siteName}</span>
            <span className={kiosk.endsAt <= now ? 'bad' : 'quiet'}>
              {kiosk.endsAt <= now
                ? t('kiosks.over')
                : t('kiosks.until', { time: formatMoment(kiosk.endsAt, language, now) })}
            </span>
            <span className="quiet">
              {kiosk.lastSeenAt === null
                ? t('kiosks.neverSeen')
                : t('kiosks.seen', { time: formatMoment(kiosk.lastSeenAt, language, now) })}
            </span>
            <span className="unit-site-acts">
              <Popconfirm
                title={t('kiosks.removeSure', { name: kiosk.name })}
                okText={t('kiosks.remove')}
                cancelText={t('cancel')}
                okButtonProps={{ danger: true }}
                onConfirm={() => remove(kiosk)}
              >
                <Button
                  type="text"
                  size="small"
                  icon={<DeleteOutlined />}
                  aria-label={t('kiosks.removeNamed', { name: kiosk.name })}
                />
              </Popconfirm>
            </span>
          </li>
        ))}
      </ul>
      {made && <KioskLink made={made} close={() => setMade(null)} />}
      {mayAdd && (
        <Button
          size="small"
          icon={<DesktopOutlined aria-hidden />}
          disabled={!sites.length}
          title={sites.length ? undefined : t('kiosks.needsSite')}
          onClick={() => setAdding(true)}
        >
          {t('kiosks.add')}
        </Button>
      )}
      {adding && (
        <KioskForm
          sites={sites}
          close={() => setAdding(false)}
          saved={(kiosk) => {
            setAdding(false);
            setMade(kiosk);
            readAgain();
          }}
        />
      )}
    </section>
  );
}

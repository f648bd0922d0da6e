import { useQuery } from '@tanstack/react-query';
import { Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { call, type Reply } from '../../api/client.ts';
import type { HubError } from '../../api/hub-error.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { Loading } from '../../components/loading.tsx';
import { Problem } from '../../components/problem.tsx';

/** What was signed at the end of each day, and the fingerprint of the key that signs. */
export function AnchorsDrawer({ close }: { close: () => void }) {
  const { t } = useTranslation();
  const anchors = useQuery<Reply<'record.anchors'>, HubError>({
    queryKey: ['record', 'anchors'],
    queryFn: async ({ signal }) => await call('record.anchors', { signal }),
  });
  return (
    <Drawer open size={620} title={t('record.anchors')} onClose={close}>
      {anchors.error && <Problem error={anchors.error} />}
      {anchors.isPending && <Loading />}
      {anchors.data && (
        <>
          <p>
            {t('record.fingerprint')} <CopyButton text={anchors.data.keyFingerprint} />
          </p>
          <p>
            <code className="fingerprint">{anchors.data.keyFingerprint}</code>
          </p>
          <p className="quiet">{t('record.fingerprintHint')}</p>
          {anchors.data.anchors.length ? (
            <table className="anchors">
              <thead>
                <tr>
                  <th scope="col">{t('record.anchorDay')}</th>
                  <th scope="col">{t('record.anchorSeq')}</th>
                  <th scope="col">{t('record.hash')}</th>
                </tr>
              </thead>
              <tbody>
                {anchors.data.anchors.toReversed().map(({ day, seq, hash }) => (
                  <tr key={day}>
                    <td>{day}</td>
                    <td>{seq}</td>
                    <td>
                      <code>{hash}</code>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          ) : (
            <p>{t('record.noAnchors')}</p>
          )}
        </>
      )}
    </Drawer>
  );
}

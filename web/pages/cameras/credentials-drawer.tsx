import { Button, Drawer, Popconfirm } from 'antd';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CredentialSet } from '../../../server/contract/credential-set.ts';
import { call } from '../../api/client.ts';
import { HubError } from '../../api/hub-error.ts';
import { Problem } from '../../components/problem.tsx';
import { useMay } from '../../hooks/use-rights.ts';
import { CredentialSetForm } from './credential-set-form.tsx';

const key = ['credential-sets'];

/** Sets of credentials, in the order in which they are tried. */
export function useCredentialSets() {
  return useQuery<CredentialSet[], HubError>({
    queryKey: key,
    queryFn: async ({ signal }) =>
      (await call('credentialSet.list', { signal })).sets.toSorted((a, b) => a.position - b.position),
  });
}

/** User names and passwords that many cameras share; the passwords are never shown again. */
export function CredentialsDrawer({ close }: { close: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const mayWrite = useMay()('credentials.write');
  const sets = useCredentialSets();
  const [editing, setEditing] = useState<CredentialSet | 'new' | null>(null);
  const [problem, setProblem] = useState<HubError | null>(null);
  const readAgain = (): void => void queries.invalidateQueries({ queryKey: key });

  const remove = async ({ id }: CredentialSet): Promise<void> => {
    setProblem(null);
    try {
      await call('credentialSet.remove', { params: { id } });
      readAgain();
    } catch (thrown) {
      setProblem(HubError.from(thrown));
    }
  };
  return (
    <Drawer open size={520} title={t('sets.title')} onClose={close}>
      <p className="quiet">{t('sets.intro')}</p>
      {sets.error && <Problem error={sets.error} />}
      {problem && <Problem error={problem} />}
      {sets.data?.length === 0 && <p>{t('sets.none')}</p>}
      <ol className="set-list">
        {sets.data?.map((set) => (
          <li key={set.id} data-set={set.id}>
            <span>
              <strong>{set.name}</strong>
              <span className="quiet">
                {t('sets.facts', { username: set.username, carrier: set.carrier || t('sets.anyCarrier') })}
              </span>
            </span>
            {mayWrite && (
              <span>
                <Button size="small" onClick={() => setEditing(set)}>
                  {t('camera.edit')}
                </Button>{' '}
                <Popconfirm
                  title={t('sets.removeSure', { name: set.name })}
                  okText={t('camera.remove')}
                  cancelText={t('cancel')}
                  onConfirm={() => remove(set)}
                >
                  <Button size="small" danger>
                    {t('camera.remove')}
                  </Button>
                </Popconfirm>
              </span>
            )}
          </li>
        ))}
      </ol>
      {mayWrite && editing === null && <Button onClick={() => setEditing('new')}>{t('sets.add')}</Button>}
      {editing !== null && (
        <CredentialSetForm
          key={editing === 'new' ? 'new' : editing.id}
          set={editing === 'new' ? null : editing}
          position={sets.data?.length ?? 0}
          close={() => setEditing(null)}
          saved={readAgain}
        />
      )}
    </Drawer>
  );
}

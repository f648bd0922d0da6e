import { Button, Drawer, Form, Input, Progress } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Camera, CameraUpdate } from '../../../server/contract/camera.ts';
import { Problem } from '../../components/problem.tsx';
import { UnitSelect } from '../../components/unit-select.tsx';
import { changeAll, type Outcome } from './bulk.ts';

interface BulkForm {
  unitId?: string;
  username?: string;
  password?: string;
}

interface BulkDrawerProps {
  what: 'unit' | 'credentials';
  cameras: readonly Camera[];
  close: () => void;
  changed: () => void;
}

/** One change to many cameras: the unit they belong to, or what the hub signs in to them with. */
export function BulkDrawer({ what, cameras, close, changed }: BulkDrawerProps) {
  const { t } = useTranslation();
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, Outcome>>(new Map());
  const [running, setRunning] = useState<AbortController | null>(null);
  useEffect(() => () => running?.abort(), [running]);
  const required = { required: true, message: t('field.required') };

  const start = async ({ unitId, username, password }: BulkForm): Promise<void> => {
    const change: CameraUpdate =
      what === 'unit' ? { ...(unitId && { unitId }) } : { username: username?.trim() ?? '', password: password ?? '' };
    const abort = new AbortController();
    setRunning(abort);
    // What succeeded before is not asked for again.
    const waiting = cameras.filter(({ id }) => outcomes.get(id) !== 'done');
    await changeAll(
      waiting,
      change,
      (id, outcome) => setOutcomes((before) => new Map(before).set(id, outcome)),
      abort.signal,
    );
    setRunning(null);
    changed();
  };
  const failed = cameras.filter(({ id }) => outcomes.get(id) instanceof Error);
  const done = outcomes.size - failed.length;

  return (
    <Drawer open size={520} title={t(`bulk.${what}`, { count: cameras.length })} onClose={close}>
      <Form<BulkForm> layout="vertical" requiredMark={false} onFinish={(values) => void start(values)}>
        {what === 'unit' ? (
          <Form.Item name="unitId" label={t('camera.unit')} rules={[required]} extra={t('edit.unitHint')}>
            <UnitSelect action="camera.register" />
          </Form.Item>
        ) : (
          <>
            <p className="quiet">{t('bulk.credentialsHint')}</p>
            <div className="field-row">
              <Form.Item name="username" label={t('user.name')} className="field-wide" rules={[required]}>
                <Input autoComplete="off" maxLength={64} spellCheck={false} />
              </Form.Item>
              <Form.Item name="password" label={t('user.password')} className="field-wide" rules={[required]}>
                <Input.Password autoComplete="new-password" maxLength={128} />
              </Form.Item>
            </div>
          </>
        )}
        {running ? (
          <Button onClick={() => running.abort()}>{t('job.stop')}</Button>
        ) : (
          <Button type="primary" htmlType="submit" disabled={done === cameras.length}>
            {t('bulk.start', { count: cameras.length - done })}
          </Button>
        )}
      </Form>
      {outcomes.size > 0 && (
        <section className="bulk-result" aria-label={t('job.result')}>
          <Progress
            percent={Math.floor((outcomes.size / cameras.length) * 100)}
            status={running ? 'active' : failed.length ? 'exception' : 'normal'}
            aria-label={t('job.progress')}
          />
          <p role="status">{t('bulk.result', { done, failed: failed.length, total: cameras.length })}</p>
          <ul>
            {failed.map(({ id, name }) => {
              const outcome = outcomes.get(id);
              return (
                <li key={id} data-bulk-failed={id}>
                  <strong>{name}</strong>
                  {outcome instanceof Error && <Problem error={outcome} />}
                </li>
              );
            })}
          </ul>
        </section>
      )}
    </Drawer>
  );
}

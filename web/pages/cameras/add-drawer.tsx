import { Button, Drawer, Form, Input, InputNumber, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProbeResult } from '../../../server/contract/camera.ts';
import { call } from '../../api/client.ts';
import { HubError } from '../../api/hub-error.ts';
import { Problem } from '../../components/problem.tsx';
import { UnitSelect } from '../../components/unit-select.tsx';
import { causeOf } from '../../i18n/cause.ts';
import { ProbePanel } from './probe-panel.tsx';
import { fieldOf, ONVIF_PORT, readSource, type CameraForm } from './source.ts';

/** Adds a camera by ONVIF address or RTSP URL; a test shows first what would be added. */
export function AddDrawer({ close, added }: { close: () => void; added: () => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<CameraForm>();
  // Undefined until the form is drawn, whatever its type says.
  const kind = Form.useWatch<CameraForm['kind'] | undefined>('kind', form) ?? 'onvif';
  const [busy, setBusy] = useState<'test' | 'add' | null>(null);
  const [problem, setProblem] = useState<HubError | null>(null);
  const [result, setResult] = useState<ProbeResult | null>(null);

  const attempt = async (what: 'test' | 'add', values: CameraForm): Promise<void> => {
    setBusy(what);
    setProblem(null);
    setResult(null);
    try {
      const source = readSource(values);
      if (what === 'test') setResult(await call('camera.probe', { body: source }));
      else {
        const unitId = values.unitId ?? undefined;
        await call('camera.register', { body: { name: values.name?.trim() ?? '', source, ...(unitId && { unitId }) } });
        added();
        close();
      }
    } catch (thrown) {
      const error = HubError.from(thrown);
      setProblem(error);
      const cause = causeOf(error.code);
      const field = fieldOf(cause, values.kind);
      if (cause && field) form.setFields([{ name: field, errors: [t(`cause.${cause}.name`)] }]);
    } finally {
      setBusy(null);
    }
  };
  const test = (): void => {
    // Fields that are wrong say so themselves; then there is nothing to ask the hub.
    form.validateFields().then(
      (values) => attempt('test', values),
      () => undefined,
    );
  };
  // The hub's objection was to the value before; antd itself clears only what its own rules found.
  const edited = (changed: Partial<CameraForm>): void => {
    for (const name of Object.keys(changed) as (keyof CameraForm)[]) form.setFields([{ name, errors: [] }]);
    if (!changed.kind) return;
    setProblem(null);
    setResult(null);
  };
  const required = { required: true, message: t('field.required') };

  return (
    <Drawer
      open
      size={480}
      title={t('add.title')}
      onClose={close}
      footer={
        <div className="drawer-foot">
          <Button loading={busy === 'test'} disabled={busy === 'add'} onClick={test}>
            {t('add.test')}
          </Button>
          <Button type="primary" loading={busy === 'add'} disabled={busy === 'test'} onClick={form.submit}>
            {t('add.act')}
          </Button>
        </div>
      }
    >
      <Form<CameraForm>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ kind: 'onvif', port: ONVIF_PORT }}
        onFinish={(values) => void attempt('add', values)}
        onValuesChange={edited}
      >
        <Form.Item name="kind" label={t('add.kind')}>
          <Segmented
            block
            options={[
              { value: 'onvif', label: t('add.onvif') },
              { value: 'rtsp', label: t('add.rtsp') },
            ]}
          />
        </Form.Item>
        {/* Kept in the page while the other kind is shown: nothing typed is lost. */}
        <div className="field-row" hidden={kind !== 'onvif'}>
          <Form.Item
            name="address"
            label={t('camera.address')}
            rules={kind === 'onvif' ? [required] : []}
            className="field-wide"
          >
            <Input placeholder="192.168.1.64" maxLength={253} spellCheck={false} />
          </Form.Item>
          <Form.Item name="port" label={t('camera.port')} rules={kind === 'onvif' ? [required] : []}>
            <InputNumber min={1} max={65535} precision={0} controls={false} />
          </Form.Item>
        </div>
        <div hidden={kind !== 'rtsp'}>
          <Form.Item
            name="url"
            label={t('add.url')}
            rules={kind === 'rtsp' ? [required, { pattern: /^\s*rtsp:\/\/./, message: t('add.urlRule') }] : []}
          >
            <Input placeholder="rtsp://192.168.1.64:554/stream1" maxLength={1024} spellCheck={false} />
          </Form.Item>
        </div>
        <div className="field-row">
          <Form.Item name="username" label={t('user.name')} className="field-wide">
            <Input autoComplete="off" maxLength={64} spellCheck={false} />
          </Form.Item>
          <Form.Item name="password" label={t('user.password')} className="field-wide">
            <Input.Password autoComplete="new-password" maxLength={128} />
          </Form.Item>
        </div>
        <Form.Item name="unitId" label={t('camera.unit')} extra={t('add.unitHint')}>
          <UnitSelect action="camera.register" clearable />
        </Form.Item>
        <Form.Item name="name" label={t('camera.name')} extra={t('add.nameHint')}>
          <Input maxLength={100} placeholder={result?.name ?? ''} />
        </Form.Item>
      </Form>
      <div aria-live="polite">
        {busy === 'test' && <p className="quiet">{t('add.testing')}</p>}
        {problem && <Problem error={problem} />}
        {result && <ProbePanel result={result} />}
      </div>
    </Drawer>
  );
}

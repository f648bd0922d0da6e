import { Button, Drawer, Form, Input, InputNumber } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Camera } from '../../../server/contract/camera.ts';
import { call } from '../../api/client.ts';
import { HubError } from '../../api/hub-error.ts';
import { Problem } from '../../components/problem.tsx';
import { causeOf } from '../../i18n/cause.ts';
import { UnitSelect } from '../../components/unit-select.tsx';
import { useCameras } from '../../hooks/use-cameras.ts';
import { changesOf, editForm, type EditForm } from './changes.ts';
import { nearTo } from './nearby.ts';
import { PlacementFields } from './placement-fields.tsx';
import { fieldOf } from './source.ts';

/** Changes a camera, where it belongs and stands; the hub probes it first where its connection changes. */
export function EditDrawer({ camera, close, changed }: { camera: Camera; close: () => void; changed: () => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<EditForm>();
  const cameras = useCameras().data;
  const near = useMemo(() => nearTo(cameras ?? [], camera.unitId, camera.id), [cameras, camera]);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<HubError | null>(null);

  const submit = async (values: EditForm): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      await call('camera.update', { params: { id: camera.id }, body: changesOf(camera, values) });
      changed();
      close();
    } catch (thrown) {
      const error = HubError.from(thrown);
      setProblem(error);
      const cause = causeOf(error.code);
      const field = fieldOf(cause, 'onvif');
      if (cause && (field === 'address' || field === 'port' || field === 'password')) {
        form.setFields([{ name: field, errors: [t(`cause.${cause}.name`)] }]);
      }
    } finally {
      setBusy(false);
    }
  };
  // The hub's objection was to the value before; antd itself clears only what its own rules found.
  const edited = (changed: Partial<EditForm>): void => {
    for (const name of Object.keys(changed) as (keyof EditForm)[]) form.setFields([{ name, errors: [] }]);
  };
  const required = { required: true, message: t('field.required') };

  return (
    <Drawer
      open
      size={560}
      title={t('edit.title', { name: camera.name })}
      onClose={close}
      footer={
        <div className="drawer-foot">
          <Button onClick={close}>{t('cancel')}</Button>
          <Button type="primary" loading={busy} onClick={form.submit}>
            {t('edit.act')}
          </Button>
        </div>
      }
    >
      <Form<EditForm>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={editForm(camera)}
        onFinish={(values) => void submit(values)}
        onValuesChange={edited}
      >
        <Form.Item name="name" label={t('camera.name')} rules={[required]}>
          <Input maxLength={100} />
        </Form.Item>
        <Form.Item name="unitId" label={t('camera.unit')} rules={[required]} extra={t('edit.unitHint')}>
          <UnitSelect action="camera.register" />
        </Form.Item>
        <div className="field-row">
          <Form.Item name="address" label={t('camera.address')} rules={[required]} className="field-wide">
            <Input maxLength={253} spellCheck={false} />
          </Form.Item>
          <Form.Item name="port" label={t('camera.port')} rules={[required]}>
            <InputNumber min={1} max={65535} precision={0} controls={false} />
          </Form.Item>
        </div>
        <div className="field-row">
          <Form.Item name="username" label={t('user.name')} className="field-wide">
            <Input autoComplete="off" maxLength={64} spellCheck={false} />
          </Form.Item>
          <Form.Item
            name="password"
            label={t('user.password')}
            className="field-wide"
            extra={camera.hasPassword ? t('edit.passwordKept') : undefined}
          >
            <Input.Password autoComplete="new-password" maxLength={128} />
          </Form.Item>
        </div>
        <PlacementFields near={near} />
      </Form>
      {problem && <Problem error={problem} />}
    </Drawer>
  );
}

import { Button, Checkbox, Drawer, Form, Input, Progress } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, type Reply } from '../../api/client.ts';
import { HubError } from '../../api/hub-error.ts';
import { Problem } from '../../components/problem.tsx';
import { useLanguage } from '../../hooks/use-language.ts';
import { FoundDevices } from './found-devices.tsx';
import { readTargets } from './targets.ts';
import { useSweep } from './use-sweep.ts';

interface DiscoverForm {
  targets: string;
  carrier: string;
  interfaces: string[];
}

interface DiscoverDrawerProps {
  close: () => void;
  added: () => void;
  /** Opens the credential sets. */
  sets: () => void;
}

/** Refusals that are about what was typed as targets. */
const targetErrors: ReadonlySet<string> = new Set(['discovery.targets', 'camera.range']);

/** Looks for cameras in the network: what answers streams in and can be added, one by one or all at once. */
export function DiscoverDrawer({ close, added, sets }: DiscoverDrawerProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [form] = Form.useForm<DiscoverForm>();
  const { sweep, tell, start, stop } = useSweep();
  const [problem, setProblem] = useState<HubError | null>(null);
  const [carrier, setCarrier] = useState('');
  const interfaces = useQuery<Reply<'discovery.interfaces'>, HubError>({
    queryKey: ['interfaces'],
    queryFn: ({ signal }) => call('discovery.interfaces', { signal }),
  });
  const running = sweep.phase === 'running' || sweep.phase === 'starting';

  const begin = async ({ targets: text, interfaces: chosen, carrier }: DiscoverForm): Promise<void> => {
    setProblem(null);
    const read = readTargets(text);
    if ('bad' in read) return;
    if (!read.targets.length && !chosen.length) {
      form.setFields([{ name: 'targets', errors: [t('discover.nothing')] }]);
      return;
    }
    try {
      setCarrier(carrier.trim());
      await start({
        targets: read.targets,
        interfaces: chosen,
        ...(carrier.trim() && { carrier: carrier.trim() }),
      });
    } catch (thrown) {
      const error = HubError.from(thrown);
      if (targetErrors.has(error.code)) form.setFields([{ name: 'targets', errors: [error.texts[language]] }]);
      else setProblem(error);
    }
  };
  const end = (): void => {
    stop().catch((thrown: unknown) => setProblem(HubError.from(thrown)));
  };

  return (
    <Drawer open size={920} title={t('discover.title')} onClose={close} className="discover">
      <Form<DiscoverForm>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ targets: '', carrier: '', interfaces: [] }}
        onFinish={(values) => void begin(values)}
      >
        <Form.Item
          name="targets"
          label={t('discover.targets')}
          extra={t('discover.targetsHint')}
          validateTrigger="onBlur"
          rules={[
            {
              validator: (_, text: string) => {
                const read = readTargets(text);
                if ('bad' in read) return Promise.reject(new Error(t('discover.badTarget', { target: read.bad })));
                return Promise.resolve();
              },
            },
          ]}
        >
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} placeholder="192.168.1.0/24" spellCheck={false} />
        </Form.Item>
        <Form.Item name="carrier" label={t('placement.carrier')} extra={t('discover.carrierHint')}>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name="interfaces" label={t('discover.interfaces')} extra={t('discover.interfacesHint')}>
          <Checkbox.Group
            options={(interfaces.data?.interfaces ?? []).map(({ name, address }) => ({
              value: address,
              label: `${name} · ${address}`,
            }))}
          />
        </Form.Item>
        {interfaces.data?.interfaces.length === 0 && <p className="quiet">{t('discover.noInterfaces')}</p>}
        {interfaces.error && <Problem error={interfaces.error} />}
        {problem && <Problem error={problem} />}
        <div className="discover-run">
          {running ? (
            <Button onClick={end}>{t('discover.stop')}</Button>
          ) : (
            <Button type="primary" htmlType="submit">
              {t('discover.start')}
            </Button>
          )}
          {sweep.phase !== 'none' && (
            <>
              <Progress
                percent={sweep.total ? Math.floor((sweep.done / sweep.total) * 100) : Number(!running) * 100}
                status={running ? 'active' : sweep.phase === 'broken' ? 'exception' : 'normal'}
                aria-label={t('discover.progressLabel')}
              />
              <span role="status" className="discover-words" data-sweep={sweep.phase}>
                {sweep.phase === 'broken'
                  ? t('discover.broken')
                  : t(running ? 'discover.progress' : 'discover.ended', {
                      done: sweep.done,
                      total: sweep.total,
                      found: sweep.devices.length,
                    })}
              </span>
            </>
          )}
        </div>
      </Form>
      <FoundDevices sweep={sweep} tell={tell} added={added} carrier={carrier} sets={sets} />
    </Drawer>
  );
}

import { Button, Table, type TableProps } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DiscoveredDevice } from '../../../server/contract/discovery.ts';
import { useNarrow } from '../../hooks/use-media-query.ts';
import { addDevices, type Credentials } from './add-devices.ts';
import { AddBar } from './add-bar.tsx';
import { AdoptForm } from './adopt-form.tsx';
import { DeviceResult } from './device-result.tsx';
import { deviceKey, type Sweep, type SweepEvent } from './sweep.ts';

export interface FoundDevicesProps {
  sweep: Sweep;
  tell: (event: SweepEvent) => void;
  /** Something was registered: read the list again. */
  added: () => void;
  /** Whose network was swept. */
  carrier: string;
  /** Opens the credential sets. */
  sets: () => void;
}

/** What a sweep found; the ticked ones are added, with one user name and password or by the credential sets. */
export function FoundDevices({ sweep, tell, added, carrier, sets }: FoundDevicesProps) {
  const { t } = useTranslation();
  const narrow = useNarrow();
  const [credentials, setCredentials] = useState<Credentials>({ username: '', password: '' });
  const [bySets, setBySets] = useState(false);
  const [picked, setPicked] = useState<readonly string[]>([]);
  const busy = [...sweep.adding.values()].includes('busy');

  const add = async (devices: readonly DiscoveredDevice[]): Promise<void> => {
    await addDevices(devices, { ...credentials, username: credentials.username.trim() }, (key, adding) => {
      tell({ event: 'adding', key, adding });
      // What failed stays ticked, for another attempt with another password.
      if (adding === 'added' || adding === 'updated') setPicked((before) => before.filter((other) => other !== key));
    });
    added();
  };
  const chosen = sweep.devices.filter((device) => picked.includes(deviceKey(device)));

  const columns: NonNullable<TableProps<DiscoveredDevice>['columns']> = [
    {
      title: t('camera.address'),
      key: 'address',
      width: narrow ? undefined : 170,
      render: (_, { address, port, name }) => (
        <>
          {address}
          <span className="quiet">:{port}</span>
          {narrow && <div className="quiet">{name}</div>}
        </>
      ),
    },
    ...(narrow
      ? []
      : [
          { title: t('camera.name'), dataIndex: 'name', key: 'name' },
          {
            title: t('camera.model'),
            key: 'model',
            render: (_: unknown, { manufacturer, model }: DiscoveredDevice) =>
              [manufacturer, model].filter(Boolean).join(' ') || '–',
          },
        ]),
    {
      title: t('camera.state'),
      key: 'state',
      width: narrow ? undefined : 260,
      render: (_, device) => <DeviceResult device={device} adding={sweep.adding.get(deviceKey(device))} />,
    },
    {
      title: t('camera.acts'),
      key: 'acts',
      width: 80,
      render: (_, device) => {
        const adding = sweep.adding.get(deviceKey(device));
        return (
          <Button
            size="small"
            loading={adding === 'busy'}
            disabled={bySets || adding === 'added' || adding === 'updated' || device.status === 'known'}
            aria-label={t('discover.addNamed', { address: device.address })}
            onClick={() => void add([device])}
          >
            {t('discover.add')}
          </Button>
        );
      },
    },
  ];

  return (
    <section className="found" aria-label={t('discover.found')}>
      <AddBar
        credentials={credentials}
        setCredentials={setCredentials}
        bySets={bySets}
        setBySets={setBySets}
        sets={sets}
        busy={busy}
        count={chosen.length}
        add={() => void add(chosen)}
      />
      {bySets && <AdoptForm devices={chosen} carrier={carrier} />}
      <Table<DiscoveredDevice>
        size="small"
        rowKey={deviceKey}
        columns={columns}
        dataSource={[...sweep.devices]}
        pagination={sweep.devices.length > 100 && { pageSize: 100, showSizeChanger: false }}
        onRow={(device) => ({ 'data-device': device.address }) as object}
        rowSelection={{
          selectedRowKeys: [...picked],
          onChange: (keys) => setPicked(keys.map(String)),
          getCheckboxProps: (device) => ({
            disabled: device.status === 'known',
            'aria-label': t('discover.pickNamed', { address: device.address }),
          }),
          getTitleCheckboxProps: () => ({ 'aria-label': t('discover.pickAll') }),
        }}
        locale={{ emptyText: t(sweep.phase === 'none' ? 'discover.notYet' : 'discover.none') }}
      />
    </section>
  );
}

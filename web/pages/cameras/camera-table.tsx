import {
  CameraOutlined,
  DeleteOutlined,
  EditOutlined,
  EyeInvisibleOutlined,
  PlaySquareOutlined,
} from '@ant-design/icons';
import { Button, Popconfirm, Table, type TableProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Camera, Channel, ChannelState } from '../../../server/contract/camera.ts';
import { pathIds } from '../../components/unit-tree.ts';
import { usePathNames, useUnitTree } from '../../components/use-unit-tree.ts';
import { StateMark } from '../../components/state-mark.tsx';
import { useNarrow } from '../../hooks/use-media-query.ts';
import { useMay } from '../../hooks/use-rights.ts';
import { MaskMark } from './mask-mark.tsx';
import { Profiles, soundOf } from './profiles.tsx';

const PAGE = 50;

export interface CameraTableProps {
  cameras: readonly Camera[];
  states: ReadonlyMap<string, ChannelState>;
  loading: boolean;
  /** The list is only what a search found. */
  searched: boolean;
  edit: (camera: Camera) => void;
  /** Resolves when it is gone, or when the failure is told. */
  remove: (camera: Camera) => Promise<void>;
  testPicture: (camera: Camera, channel: Channel) => void;
  mask: (camera: Camera) => void;
}

/** All cameras: state with cause, streams, sound, and what can be done with each. */
export function CameraTable(props: CameraTableProps) {
  const { t } = useTranslation();
  const { cameras, states, loading, searched } = props;
  const narrow = useNarrow();
  const wide: TableProps<Camera>['columns'] = [
    {
      title: t('camera.name'),
      key: 'name',
      width: '15%',
      render: (_, { name }) => <strong className="camera-name">{name}</strong>,
    },
    { title: t('camera.unit'), key: 'unit', width: '17%', render: (_, camera) => <Place camera={camera} /> },
    {
      title: t('camera.state'),
      key: 'state',
      width: '15%',
      render: (_, camera) => <States camera={camera} states={states} />,
    },
    { title: t('camera.address'), key: 'address', width: 150, render: (_, camera) => <Address camera={camera} /> },
    {
      title: t('camera.model'),
      key: 'model',
      width: '11%',
      render: (_, { manufacturer, model }) => [manufacturer, model].filter(Boolean).join(' ') || '–',
    },
    {
      title: t('camera.streams'),
      key: 'streams',
      width: 290,
      render: (_, { channels }) => channels.map(({ id, profiles }) => <Profiles key={id} profiles={profiles} />),
    },
    {
      title: t('camera.sound'),
      key: 'sound',
      width: 64,
      render: (_, { channels }) => channels.map(({ id, profiles }) => <div key={id}>{soundOf(profiles)}</div>),
    },
    { title: t('camera.acts'), key: 'acts', width: 146, render: (_, camera) => <Acts camera={camera} {...props} /> },
  ];
  const small: TableProps<Camera>['columns'] = [
    {
      title: t('camera.name'),
      key: 'name',
      render: (_, camera) => (
        <div className="camera-stack">
          <strong className="camera-name">{camera.name}</strong>
          <Place camera={camera} />
          <States camera={camera} states={states} />
          <span className="quiet">
            <Address camera={camera} /> {[camera.manufacturer, camera.model].filter(Boolean).join(' ')}
          </span>
          {camera.channels.map(({ id, profiles }) => (
            <Profiles key={id} profiles={profiles} />
          ))}
          <Acts camera={camera} {...props} />
        </div>
      ),
    },
  ];
  return (
    <Table<Camera>
      className="camera-table"
      size="small"
      rowKey="id"
      sticky
      showHeader={!narrow}
      loading={loading}
      columns={narrow ? small : wide}
      dataSource={[...cameras]}
      onRow={({ id }) => ({ 'data-camera': id }) as object}
      pagination={cameras.length > PAGE && { pageSize: PAGE, showSizeChanger: false, size: 'small' }}
      locale={{ emptyText: t(searched ? 'cameras.nothing' : 'cameras.empty') }}
    />
  );
}

/** Unit, and where it stands there. */
function Place({ camera: { unitId, placement } }: { camera: Camera }) {
  const { t } = useTranslation();
  const { place, reason, sign, filing } = placement;
  const more = [place, reason, sign ? t('placement.signed') : '', filing].filter(Boolean).join(' · ');
  return (
    <>
      <div>{usePathNames()(unitId)}</div>
      {more && <div className="quiet camera-place">{more}</div>}
    </>
  );
}

function Address({ camera }: { camera: Camera }) {
  return (
    <>
      {camera.address}
      <span className="quiet">:{camera.port}</span>
    </>
  );
}

function States({ camera, states }: { camera: Camera; states: CameraTableProps['states'] }) {
  return camera.channels.map(({ id, name, maskState }) => (
    <div key={id} className="camera-state">
      {camera.channels.length > 1 && <span className="quiet">{name} </span>}
      <StateMark state={states.get(id)} />
      {maskState !== 'none' && <MaskMark state={maskState} />}
    </div>
  ));
}

function Acts({ camera, edit, mask, remove, testPicture }: CameraTableProps & { camera: Camera }) {
  const { t } = useTranslation();
  const may = useMay();
  const navigate = useNavigate();
  const path = pathIds(useUnitTree(), camera.unitId);
  const mayChange = may('camera.register', path);
  const [first] = camera.channels;
  const { name } = camera;
  return (
    <div className="camera-acts">
      {first && may('camera.watch') && (
        <>
          <Button
            type="text"
            size="small"
            icon={<PlaySquareOutlined />}
            title={t('camera.watch')}
            aria-label={t('camera.watchNamed', { name })}
            onClick={() => void navigate(`/live?layout=1&tiles=${first.id}`)}
          />
          <Button
            type="text"
            size="small"
            icon={<CameraOutlined />}
            title={t('camera.testPicture')}
            aria-label={t('camera.testPictureNamed', { name })}
            onClick={() => testPicture(camera, first)}
          />
        </>
      )}
      {may('mask.write', path) && (
        <Button
          type="text"
          size="small"
          icon={<EyeInvisibleOutlined />}
          title={t('masks.open')}
          aria-label={t('masks.openNamed', { name })}
          onClick={() => mask(camera)}
        />
      )}
      {mayChange && (
        <>
          <Button
            type="text"
            size="small"
            icon={<EditOutlined />}
            title={t('camera.edit')}
            aria-label={t('camera.editNamed', { name })}
            onClick={() => edit(camera)}
          />
          <Popconfirm
            title={t('camera.removeSure', { name })}
            description={t('camera.removeHint')}
            okText={t('camera.remove')}
            cancelText={t('cancel')}
            okButtonProps={{ danger: true }}
            onConfirm={() => remove(camera)}
          >
            <Button
              type="text"
              size="small"
              danger
              icon={<DeleteOutlined />}
              title={t('camera.remove')}
              aria-label={t('camera.removeNamed', { name })}
            />
          </Popconfirm>
        </>
      )}
    </div>
  );
}

import { BorderOutlined, DeleteOutlined, PictureOutlined } from '@ant-design/icons';
import { Button, Drawer, Input, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Camera, Channel, Mask } from '../../../server/contract/camera.ts';
import type { Grant } from '../../../server/contract/grant.ts';
import { call } from '../../api/client.ts';
import { HubError } from '../../api/hub-error.ts';
import { Problem } from '../../components/problem.tsx';
import PurposeChooser from '../../components/purpose-chooser.tsx';
import { pathIds } from '../../components/unit-tree.ts';
import { useUnitTree } from '../../components/use-unit-tree.ts';
import { useOwnGrants } from '../../hooks/use-grants.ts';
import { useMay } from '../../hooks/use-rights.ts';
import { covering } from '../../rights/covering.ts';
import { MaskCanvas } from './mask-canvas.tsx';
import { MaskMark } from './mask-mark.tsx';
import { type Corner, MOST_CORNERS, MOST_MASKS, outline } from './mask-shapes.ts';
import { useTestPicture } from './use-test-picture.ts';
import './masks.css';

const SQUARE: Corner[] = [
  { x: 0.4, y: 0.4 },
  { x: 0.6, y: 0.4 },
  { x: 0.6, y: 0.6 },
  { x: 0.4, y: 0.6 },
];

/** What of a camera's pictures nobody may see: one channel at a time. */
export function MaskDrawer({ camera, close, changed }: { camera: Camera; close: () => void; changed: () => void }) {
  const { t } = useTranslation();
  const [channels, setChannels] = useState(camera.channels);
  const [id, setId] = useState(channels[0]?.id ?? '');
  const channel = channels.find((one) => one.id === id);
  const saved = (now: Channel): void => {
    setChannels(channels.map((one) => (one.id === now.id ? now : one)));
    changed();
  };
  return (
    <Drawer open size={760} title={t('masks.title', { name: camera.name })} onClose={close}>
      {channels.length > 1 && (
        <Segmented
          aria-label={t('masks.channel')}
          value={id}
          onChange={setId}
          options={channels.map(({ id, name }, at) => ({ value: id, label: name || String(at + 1) }))}
        />
      )}
      {channel && <MaskEditor key={channel.id} camera={camera} channel={channel} saved={saved} />}
    </Drawer>
  );
}

interface MaskEditorProps {
  camera: Camera;
  channel: Channel;
  saved: (channel: Channel) => void;
}

function MaskEditor({ camera, channel, saved }: MaskEditorProps) {
  const { t } = useTranslation();
  const [masks, setMasks] = useState<readonly Mask[]>(channel.masks);
  const [selected, setSelected] = useState<number | null>(null);
  const [corners, setCorners] = useState<readonly Corner[]>([]);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<HubError | null>(null);
  const background = useBackground(camera, channel.id);
  const full = masks.length >= MOST_MASKS;
  const size = channel.profiles.find(({ width, height }) => width > 0 && height > 0) ?? { width: 16, height: 9 };

  const add = (shape: readonly Corner[]): void => {
    const hull = outline(shape);
    setCorners([]);
    if (!hull || full) return;
    setMasks([...masks, { name: '', corners: hull }]);
    setSelected(masks.length);
  };
  const addCorner = (corner: Corner): void => {
    const next = [...corners, corner];
    if (next.length >= MOST_CORNERS) add(next);
    else setCorners(next);
  };
  const change = (index: number, mask: Mask): void => setMasks(masks.with(index, mask));
  const remove = (index: number): void => {
    setMasks(masks.toSpliced(index, 1));
    setSelected(null);
  };
  const save = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      saved(await call('channel.mask', { params: { id: channel.id }, body: { masks: [...masks] } }));
    } catch (thrown) {
      setProblem(HubError.from(thrown));
    } finally {
      setBusy(false);
    }
  };

  return (
    <div className="masks">
      <p className="masks-state" role="status" data-mask-state={channel.maskState}>
        <strong>
          <MaskMark state={channel.maskState} />
        </strong>
        <span>{t(`masks.hint.${channel.maskState}`)}</span>
      </p>
      <p className="quiet">{t('masks.intro')}</p>
      <MaskCanvas
        picture={background.url}
        ratio={size.height / size.width}
        {...{ masks, selected, corners, change, remove, addCorner }}
        select={setSelected}
        addRectangle={add}
      />
      <div className="masks-bar">
        {background.act && (
          <Button icon={<PictureOutlined aria-hidden />} loading={background.busy} onClick={background.act}>
            {t('masks.picture')}
          </Button>
        )}
        <Button icon={<BorderOutlined aria-hidden />} disabled={full} onClick={() => add(SQUARE)}>
          {t('masks.add')}
        </Button>
        {corners.length > 0 && (
          <>
            <Button disabled={corners.length < 3} onClick={() => add(corners)}>
              {t('masks.finish')}
            </Button>
            <Button onClick={() => setCorners([])}>{t('masks.discard')}</Button>
          </>
        )}
        {full && <span className="quiet">{t('masks.full')}</span>}
        <Button type="primary" className="masks-save" loading={busy} onClick={() => void save()}>
          {t('masks.save')}
        </Button>
      </div>
      {background.problem && <Problem error={background.problem} />}
      {problem && <Problem error={problem} />}
      {masks.length === 0 && <p className="quiet">{t('masks.empty')}</p>}
      <ol className="masks-list">
        {masks.map((mask, index) => (
          <li key={index} data-selected={index === selected || undefined}>
            <Input
              value={mask.name}
              maxLength={60}
              placeholder={t('masks.named', { number: index + 1 })}
              aria-label={t('masks.name')}
              onFocus={() => setSelected(index)}
              onChange={({ target }) => change(index, { ...mask, name: target.value })}
            />
            <Button
              type="text"
              danger
              icon={<DeleteOutlined />}
              aria-label={t('masks.remove', { name: mask.name || index + 1 })}
              onClick={() => remove(index)}
            />
          </li>
        ))}
      </ol>
      {background.question}
    </div>
  );
}

/** A test picture to draw on, when the user asks for it and may look; who may only mask draws on an empty field. */
function useBackground(camera: Camera, channelId: string) {
  const may = useMay();
  const grants = useOwnGrants();
  const tree = useUnitTree();
  const [wanted, setWanted] = useState(false);
  const [granted, setGranted] = useState<Grant | null>(null);
  const held = granted ?? (grants.data && covering(grants.data, pathIds(tree, camera.unitId), grants.dataUpdatedAt));
  const grantId = wanted ? (held?.id ?? null) : null;
  const { taken, again } = useTestPicture(channelId, grantId);
  const asks = wanted && grants.data !== undefined && grantId === null;
  return {
    url: taken && 'url' in taken ? taken.url : null,
    problem: taken && 'error' in taken ? taken.error : null,
    busy: grantId !== null && !taken,
    act: may('camera.watch') ? () => (grantId === null ? setWanted(true) : again()) : null,
    question: asks && <PurposeChooser target={camera} close={() => setWanted(false)} granted={setGranted} />,
  };
}

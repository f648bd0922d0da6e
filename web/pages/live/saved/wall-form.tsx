import { Form, Input, InputNumber, Modal, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Tour, TourContent, Wall } from '../../../../server/contract/wall.ts';
import { pathIds } from '../../../components/unit-tree.ts';
import { useUnitTree } from '../../../components/use-unit-tree.ts';
import { Problem } from '../../../components/problem.tsx';
import { UnitSelect } from '../../../components/unit-select.tsx';
import { useMay } from '../../../hooks/use-rights.ts';
import { useUnits } from '../../../hooks/use-units.ts';
import type { WallList } from '../../../hooks/use-walls.ts';
import type { UsedWall } from '../use-wall.ts';
import type { WallWindow } from '../windows/use-wall-window.ts';
import { gather } from './screens.ts';
import { useSaving } from './use-saving.ts';

/** What is written: a wall or a tour, a new one (null) or one that is there. */
export type Writing = { kind: 'wall'; item: Wall | null } | { kind: 'tour'; item: Tour | null };

export interface WallFormProps {
  writing: Writing;
  used: UsedWall;
  lists: WallList;
  windows: WallWindow;
  close: () => void;
  saved: (id: string) => void;
}

interface Fields {
  name: string;
  unitId?: string;
  /** Not there as long as the wall is not shared. */
  siteIds?: string[];
  dwell: number;
  of: 'walls' | 'cameras';
  wallIds: string[];
}

/** Name, with whom it is shared, where it is shown by itself; for a tour, what it shows and how long. */
export default function WallForm({ writing, used, lists, windows, close, saved }: WallFormProps) {
  const { t } = useTranslation();
  const may = useMay();
  const tree = useUnitTree();
  const { sites } = useUnits();
  const saving = useSaving();
  const [form] = Form.useForm<Fields>();
  const unitId = Form.useWatch<string | undefined>('unitId', form);
  const of = Form.useWatch<Fields['of'] | undefined>('of', form);
  const { kind, item } = writing;
  const { screen } = used.wall;
  const content = writing.kind === 'tour' ? writing.item?.content : undefined;
  const shownAt = lists.sites.flatMap(({ siteId, show }) =>
    show?.kind === kind && show.id === item?.id ? siteId : [],
  );
  // Who sits at a site sees what is shared with its unit, or with one above it.
  const offered = sites.filter((site) => {
    const path = pathIds(tree, site.unitId);
    return unitId && path.includes(unitId) && may('wall.share', path);
  });
  const channelIds = screen.tiles.flatMap((id) => id ?? []);
  const contentOf = ({ of, wallIds }: Fields): TourContent => {
    if (of === 'walls') return { kind: 'walls', wallIds };
    return content?.kind === 'cameras' ? content : { kind: 'cameras', layout: screen.layout, channelIds };
  };

  const submit = async (fields: Fields): Promise<void> => {
    const { siteIds = [], dwell } = fields;
    const body = { name: fields.name.trim(), unitId: fields.unitId ?? null };
    const screens =
      writing.kind === 'wall' && writing.item ? writing.item.screens : gather([], windows.others, used.wall);
    const done =
      kind === 'wall'
        ? await saving.saveWall(item?.id ?? null, { ...body, screens })
        : await saving.saveTour(item?.id ?? null, { ...body, dwell, content: contentOf(fields) });
    if (!done) return;
    const possible = new Set(offered.map(({ id }) => id));
    const before = shownAt.filter((id) => possible.has(id));
    const at = siteIds.filter((id) => possible.has(id));
    if (await saving.setSites(kind, done.id, at, before)) saved(done.id);
  };
  const required = [{ required: true, message: t('field.required') }];

  return (
    <Modal
      open
      width={460}
      title={t(item ? 'walls.edit' : kind === 'wall' ? 'walls.saveAs' : 'walls.newTour')}
      okText={t('walls.save')}
      cancelText={t('cancel')}
      okButtonProps={{ loading: saving.busy }}
      onOk={form.submit}
      onCancel={close}
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{
          name: item?.name ?? '',
          ...(item?.unitId && { unitId: item.unitId }),
          siteIds: shownAt,
          dwell: writing.kind === 'tour' ? (writing.item?.dwell ?? 20) : 20,
          of: content?.kind ?? 'walls',
          wallIds: content?.kind === 'walls' ? content.wallIds : [],
        }}
        onFinish={(fields) => void submit(fields)}
      >
        <Form.Item name="name" label={t('walls.name')} rules={[{ ...required[0], whitespace: true }]}>
          <Input maxLength={60} autoFocus />
        </Form.Item>
        {kind === 'tour' && (
          <>
            <Form.Item name="of" label={t('walls.tourOf')}>
              <Radio.Group
                options={[
                  { value: 'walls', label: t('walls.ofWalls') },
                  {
                    value: 'cameras',
                    label: t('walls.ofCameras', {
                      count: content?.kind === 'cameras' ? content.channelIds.length : channelIds.length,
                    }),
                    disabled: content?.kind !== 'cameras' && !channelIds.length,
                  },
                ]}
              />
            </Form.Item>
            {of !== 'cameras' && (
              <Form.Item name="wallIds" label={t('walls.inTurn')} rules={required}>
                <Select
                  mode="multiple"
                  maxCount={100}
                  options={lists.walls.map(({ id, name }) => ({ value: id, label: name }))}
                  notFoundContent={t('walls.none')}
                  showSearch={{ optionFilterProp: 'label' }}
                />
              </Form.Item>
            )}
            <Form.Item name="dwell" label={t('walls.dwell')} rules={required}>
              <InputNumber min={5} max={3600} precision={0} suffix={t('walls.seconds')} style={{ width: 140 }} />
            </Form.Item>
          </>
        )}
        {may('wall.share') && (
          <>
            <Form.Item name="unitId" label={t('walls.share')} extra={t('walls.shareHint')}>
              <UnitSelect action="wall.share" clearable placeholder={t('walls.private')} />
            </Form.Item>
            {unitId && (
              <Form.Item name="siteIds" label={t('walls.sites')} extra={t('walls.sitesHint')}>
                <Select
                  mode="multiple"
                  options={offered.map(({ id, name }) => ({ value: id, label: name }))}
                  notFoundContent={t('walls.noSites')}
                  showSearch={{ optionFilterProp: 'label' }}
                />
              </Form.Item>
            )}
          </>
        )}
      </Form>
      {saving.problem && <Problem error={saving.problem} />}
    </Modal>
  );
}

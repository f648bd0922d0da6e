import {
  ApartmentOutlined,
  EditOutlined,
  MergeOutlined,
  PhoneOutlined,
  PlusOutlined,
  StopOutlined,
  SwapOutlined,
} from '@ant-design/icons';
import { Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrgUnit, Site } from '../../../server/contract/org.ts';
import { call } from '../../api/client.ts';
import { HubError } from '../../api/hub-error.ts';
import { Problem } from '../../components/problem.tsx';
import { RingButton } from '../../components/ring-button.tsx';
import { idsBelow, pathOf, type UnitTree } from '../../components/unit-tree.ts';
import { useMay } from '../../hooks/use-rights.ts';
import { useReadUnitsAgain } from '../../hooks/use-units.ts';
import { UnitChoice } from './unit-choice.tsx';
import { UnitDrawer } from './unit-drawer.tsx';
import { UnitFacts } from './unit-facts.tsx';
import { UnitHistory } from './unit-history.tsx';
import { UnitKiosks } from './unit-kiosks.tsx';
import { UnitSites } from './unit-sites.tsx';

export interface UnitPanelProps {
  unit: OrgUnit;
  tree: UnitTree;
  sites: readonly Site[];
  choose: (id: string) => void;
}

/** One unit: where it is in the tree, what can be done with it, facts, sites, history. */
export function UnitPanel({ unit, tree, sites, choose }: UnitPanelProps) {
  const { t } = useTranslation();
  const may = useMay();
  const readAgain = useReadUnitsAgain();
  const [above, setAbove] = useState<'add' | 'edit' | 'move' | 'merge' | null>(null);
  const [problem, setProblem] = useState<HubError | null>(null);
  const path = pathOf(tree, unit.id);
  const retired = unit.state === 'retired';
  const ids = path.map((upper) => upper.id);
  const mayWrite = may('org.write', ids) && !retired;
  const close = (): void => setAbove(null);
  const changed = ({ id }: OrgUnit): void => {
    readAgain();
    close();
    choose(id);
  };
  const { id, name } = unit;

  const retire = async (): Promise<void> => {
    setProblem(null);
    try {
      await call('org.retire', { params: { id } });
      readAgain();
    } catch (thrown) {
      setProblem(HubError.from(thrown));
    }
  };

  return (
    <>
      <nav className="unit-path" aria-label={t('organisation.path')}>
        {path.slice(0, -1).map((upper) => (
          <span key={upper.id}>
            <Button type="link" size="small" onClick={() => choose(upper.id)}>
              {upper.name}
            </Button>
            <span className="quiet" aria-hidden>
              /
            </span>
          </span>
        ))}
      </nav>
      <div className="unit-head">
        <h2>{name}</h2>
        <span className="quiet">{t(`unitKind.${unit.kind}`)}</span>
        {!retired && <RingButton unitId={id} name={name} icon={<PhoneOutlined aria-hidden />} />}
        {mayWrite && (
          <div className="unit-acts">
            <Button icon={<PlusOutlined aria-hidden />} onClick={() => setAbove('add')}>
              {t('organisation.add')}
            </Button>
            <Button icon={<EditOutlined aria-hidden />} onClick={() => setAbove('edit')}>
              {t('organisation.edit')}
            </Button>
            {unit.parentId !== null && (
              <>
                <Button icon={<SwapOutlined aria-hidden />} onClick={() => setAbove('move')}>
                  {t('organisation.move')}
                </Button>
                <Button icon={<MergeOutlined aria-hidden />} onClick={() => setAbove('merge')}>
                  {t('organisation.merge')}
                </Button>
                <Popconfirm
                  title={t('organisation.retireSure', { name })}
                  description={t('organisation.retireHint')}
                  okText={t('organisation.retire')}
                  cancelText={t('cancel')}
                  okButtonProps={{ danger: true }}
                  onConfirm={retire}
                >
                  <Button icon={<StopOutlined aria-hidden />}>{t('organisation.retire')}</Button>
                </Popconfirm>
              </>
            )}
          </div>
        )}
      </div>
      {problem && <Problem error={problem} />}
      {unit.mergedInto !== null && (
        <p className="unit-merged">
          <ApartmentOutlined aria-hidden /> {t('organisation.mergedInto')}{' '}
          <Button type="link" size="small" onClick={() => unit.mergedInto !== null && choose(unit.mergedInto)}>
            {tree.byId.get(unit.mergedInto)?.name ?? unit.mergedInto}
          </Button>
        </p>
      )}
      <UnitFacts unit={unit} tree={tree} />
      <UnitSites unit={unit} sites={sites} mayWrite={mayWrite} mayRule={may('kiosk.write', ids)} />
      {may('kiosk.write', ids) && (
        <UnitKiosks
          unit={unit}
          sites={sites.filter(({ unitId }) => unitId === id)}
          mayAdd={!retired && may('grant.decide', ids)}
        />
      )}
      <UnitHistory unit={unit} />
      {above === 'add' && <UnitDrawer parent={unit} close={close} saved={changed} />}
      {above === 'edit' && <UnitDrawer parent={unit} unit={unit} close={close} saved={changed} />}
      {(above === 'move' || above === 'merge') && (
        <UnitChoice
          kind={above}
          unit={unit}
          without={idsBelow(tree, id)}
          close={close}
          act={async (to) =>
            changed(
              above === 'move'
                ? await call('org.update', { params: { id }, body: { parentId: to } })
                : await call('org.merge', { params: { id }, body: { into: to } }),
            )
          }
        />
      )}
    </>
  );
}

import { CheckCircleOutlined, CloseCircleOutlined, MinusCircleOutlined, WarningOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Camera } from '../../../../server/contract/camera.ts';
import type { Check } from '../../../../server/contract/check.ts';
import { call } from '../../../api/client.ts';
import { HubError } from '../../../api/hub-error.ts';
import { repairKinds, type RepairKind } from '../../../components/jobs/repairs.ts';
import { Problem } from '../../../components/problem.tsx';
import { formatCheck, repairFor } from './check-value.ts';

const signs = {
  good: <CheckCircleOutlined aria-hidden />,
  fair: <WarningOutlined aria-hidden />,
  bad: <CloseCircleOutlined aria-hidden />,
  skipped: <MinusCircleOutlined aria-hidden />,
} as const;

/** A camera is asked many things, one after the other. */
const TIMEOUT_MS = 90_000;

interface CheckPartProps {
  camera: Camera;
  /** Absent: nothing may be set on it. */
  repair?: (kind: RepairKind) => void;
}

/** The checklist: what was measured, whether that is good, and what to do; and what can be set on the device. */
export function CheckPart({ camera: { id, kind }, repair }: CheckPartProps) {
  const { t } = useTranslation();
  const [checks, setChecks] = useState<readonly Check[] | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<HubError | null>(null);
  const mayRepair = repair !== undefined && kind === 'onvif';

  const check = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      setChecks((await call('camera.checkAgain', { params: { id } }, TIMEOUT_MS)).checks);
    } catch (thrown) {
      setProblem(HubError.from(thrown));
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className="camera-part" aria-labelledby="camera-check">
      <h2 id="camera-check">{t('check.title')}</h2>
      <p>
        <Button loading={busy} onClick={() => void check()}>
          {t(checks ? 'check.again' : 'check.start')}
        </Button>
      </p>
      {problem && <Problem error={problem} />}
      <ul className="checks" aria-live="polite" aria-busy={busy}>
        {checks?.map((line) => {
          const mend = mayRepair ? repairFor(line) : null;
          return (
            <li key={line.item} data-check={line.item} data-outcome={line.outcome}>
              <span className="check-outcome">
                {signs[line.outcome]} {t(`check.outcome.${line.outcome}`)}
              </span>
              <span>{t(`check.item.${line.item}`)}</span>
              <span className="check-value">{formatCheck(line)}</span>
              <span className="check-hint">
                {line.cause && <strong className="state-cause">{t(`cause.${line.cause}.name`)} </strong>}
                {line.hint && t(`check.hint.${line.hint}`)}
                {mend && (
                  <Button type="link" size="small" onClick={() => repair?.(mend)}>
                    {t(`repair.${mend}`)}
                  </Button>
                )}
              </span>
            </li>
          );
        })}
      </ul>
      {mayRepair && (
        <>
          <h3>{t('cameraPage.repairs')}</h3>
          <div className="camera-repairs">
            {repairKinds.map((one) => (
              <Button key={one} size="small" danger={one === 'reboot'} onClick={() => repair(one)}>
                {t(`repair.${one}`)}
              </Button>
            ))}
          </div>
        </>
      )}
    </section>
  );
}

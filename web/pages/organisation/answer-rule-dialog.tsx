import { InputNumber, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Site } from '../../../server/contract/org.ts';
import { call } from '../../api/client.ts';
import { Problem } from '../../components/problem.tsx';
import { useSending } from '../../components/use-sending.ts';
import { useReadAnswerRulesAgain } from './use-answer-rules.ts';

/** Seconds, as AnswerRule of the contract. */
const RANGE = { min: 5, max: 60 };
const USUAL = 15;

export interface AnswerRuleDialogProps {
  site: Site;
  /** Seconds; null: never. */
  answersAfter: number | null;
  close: () => void;
}

/** Whether the screens of a site answer calls by themselves. */
export function AnswerRuleDialog({ site, answersAfter, close }: AnswerRuleDialogProps) {
  const { t } = useTranslation();
  const readAgain = useReadAnswerRulesAgain();
  const [byItself, setByItself] = useState(answersAfter !== null);
  const [seconds, setSeconds] = useState<number | null>(answersAfter ?? USUAL);
  const { busy, problem, send } = useSending();
  const submit = async (): Promise<void> => {
    const body = { answersAfter: byItself ? seconds : null };
    await call('site.setAnswerRule', { params: { id: site.id }, body });
    readAgain();
    close();
  };
  return (
    <Modal
      open
      width={440}
      title={t('ring.ruleNamed', { name: site.name })}
      okText={t('organisation.save')}
      cancelText={t('cancel')}
      okButtonProps={{ loading: busy, disabled: byItself && seconds === null }}
      onOk={() => void send(submit)}
      onCancel={close}
    >
      <p>{t('ring.rule.what')}</p>
      <Radio.Group
        className="answer-rule"
        value={byItself}
        onChange={({ target }) => setByItself(target.value === true)}
        options={[
          { value: false, label: t('ring.rule.never') },
          { value: true, label: t('ring.rule.by') },
        ]}
      />
      {byItself && (
        <p>
          <InputNumber
            {...RANGE}
            precision={0}
            value={seconds}
            aria-label={t('ring.rule.seconds')}
            onChange={setSeconds}
          />{' '}
          {t('ring.rule.seconds')}
        </p>
      )}
      {problem && <Problem error={problem} />}
    </Modal>
  );
}

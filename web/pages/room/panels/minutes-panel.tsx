import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Minutes, MinutesWrite } from '../../../../server/contract/meeting-side.ts';
import { call } from '../../../api/client.ts';
import { HubError } from '../../../api/hub-error.ts';
import { Problem } from '../../../components/problem.tsx';
import { useRoomUse } from '../room-context.ts';
import { useMinutes } from '../use-side.ts';

/** The minutes. What I have changed is kept when somebody else wrote meanwhile, and the newer text shown on request. */
export default function MinutesPanel() {
  const { t } = useTranslation();
  const { room } = useRoomUse();
  const minutes = useMinutes();
  const [draft, setDraft] = useState<MinutesWrite | null>(null);
  const [problem, setProblem] = useState<HubError | null>(null);
  const [busy, setBusy] = useState(false);
  const known = minutes.data;
  if (!known) return minutes.error ? <Problem error={minutes.error} /> : <p className="quiet">{t('loading')}</p>;

  const now: MinutesWrite = draft ?? known;
  const change = (changed: Partial<MinutesWrite>): void =>
    setDraft({ text: now.text, decisions: now.decisions, revision: now.revision, ...changed });
  const save = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      const decisions = now.decisions.filter(({ text }) => text.trim());
      const body = { text: now.text, decisions, revision: now.revision };
      await call('meeting.writeMinutes', { params: { id: room.meetingId }, body });
      await minutes.refetch();
      setDraft(null);
    } catch (thrown) {
      setProblem(HubError.from(thrown));
    } finally {
      setBusy(false);
    }
  };
  const newer = draft !== null && known.revision !== draft.revision;
  return (
    <div className="panel-body minutes">
      {problem && <Problem error={problem} />}
      {newer && (
        <p className="notice">
          {t('room.minutes.newer', { name: known.byName })}
          <button type="button" className="room-plain" onClick={() => setDraft(null)}>
            {t('room.minutes.takeTheirs')}
          </button>
          <button type="button" className="room-plain" onClick={() => change({ revision: known.revision })}>
            {t('room.minutes.keepMine')}
          </button>
        </p>
      )}
      <label>
        {t('room.minutes.text')}
        <textarea
          rows={10}
          maxLength={50_000}
          value={now.text}
          onChange={({ target }) => change({ text: target.value })}
        />
      </label>
      <Decisions decisions={now.decisions} change={(decisions) => change({ decisions })} />
      <button type="button" className="room-plain" disabled={!draft || busy || newer} onClick={() => void save()}>
        {t('room.minutes.save')}
      </button>
    </div>
  );
}

function Decisions({
  decisions,
  change,
}: {
  decisions: Minutes['decisions'];
  change: (decisions: Minutes['decisions']) => void;
}) {
  const { t } = useTranslation();
  return (
    <fieldset>
      <legend>{t('room.minutes.decisions')}</legend>
      {decisions.map((decision, index) => (
        <input
          key={index}
          maxLength={500}
          aria-label={t('room.minutes.decision', { number: index + 1 })}
          value={decision.text}
          onChange={({ target }) => change(decisions.with(index, { ...decision, text: target.value }))}
        />
      ))}
      <button
        type="button"
        className="room-plain"
        disabled={decisions.length >= 100}
        onClick={() => change([...decisions, { text: '', unitId: null, due: null }])}
      >
        {t('room.minutes.addDecision')}
      </button>
    </fieldset>
  );
}

import type { Dispatch, SetStateAction } from 'react';
import { useTranslation } from 'react-i18next';
import type { MinutesWrite } from '../../../../server/contract/meeting-side.ts';
import { call } from '../../../api/client.ts';
import { Problem } from '../../../components/problem.tsx';
import { useSending } from '../../../components/use-sending.ts';
import { useRoomUse } from '../room-context.ts';
import { useMinutes } from '../use-side.ts';
import { Decisions } from './decisions.tsx';

export interface MinutesPanelProps {
  /** What I have changed, and not saved; null: nothing. It outlives the panel. */
  draft: MinutesWrite | null;
  setDraft: Dispatch<SetStateAction<MinutesWrite | null>>;
}

/** The minutes. What I have changed is kept when somebody else wrote meanwhile, and the newer text shown on request. */
export default function MinutesPanel({ draft, setDraft }: MinutesPanelProps) {
  const { t } = useTranslation();
  const { room } = useRoomUse();
  const minutes = useMinutes();
  const { busy, problem, send } = useSending();
  const known = minutes.data;
  if (!known) return minutes.error ? <Problem error={minutes.error} /> : <p className="quiet">{t('loading')}</p>;

  const now: MinutesWrite = draft ?? known;
  const change = (changed: Partial<MinutesWrite>): void =>
    setDraft({ text: now.text, decisions: now.decisions, revision: now.revision, ...changed });
  const save = async (): Promise<void> => {
    const decisions = now.decisions.filter(({ text }) => text.trim());
    const body = { text: now.text, decisions, revision: now.revision };
    const { revision } = await call('meeting.writeMinutes', { params: { id: room.meetingId }, body });
    await minutes.refetch();
    // What was typed meanwhile stays, upon what is saved.
    setDraft((latest) => (latest === draft ? null : latest && { ...latest, revision }));
  };
  // While mine is being saved, what is newer is mine.
  const newer = !busy && draft !== null && known.revision !== draft.revision;
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
      <button type="button" className="room-plain" disabled={!draft || busy || newer} onClick={() => void send(save)}>
        {t('room.minutes.save')}
      </button>
    </div>
  );
}

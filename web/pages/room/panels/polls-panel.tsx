import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Poll, PollCreate } from '../../../../server/contract/meeting-side.ts';
import { call } from '../../../api/client.ts';
import { Problem } from '../../../components/problem.tsx';
import { useSending } from '../../../components/use-sending.ts';
import { useRoomUse } from '../room-context.ts';
import { usePolls } from '../use-side.ts';

/** Questions to all. */
export default function PollsPanel() {
  const { t } = useTranslation();
  const { room, chair, run } = useRoomUse();
  const polls = usePolls();
  const id = room.meetingId;
  const vote = async (itemId: string, option: number): Promise<void> => {
    polls.put(await call('meeting.vote', { params: { id, itemId }, body: { option } }));
  };
  const end = async (itemId: string): Promise<void> => {
    polls.put(await call('meeting.closePoll', { params: { id, itemId }, body: {} }));
  };
  const ask = async (body: PollCreate): Promise<void> => {
    polls.put(await call('meeting.addPoll', { params: { id }, body }));
  };
  return (
    <div className="panel-body">
      {polls.error && <Problem error={polls.error} />}
      {polls.data?.polls.length === 0 && <p className="quiet">{t('room.polls.none')}</p>}
      {polls.data?.polls.map((poll) => (
        <OnePoll
          key={poll.id}
          poll={poll}
          chair={chair}
          vote={(option) => run(vote(poll.id, option))}
          end={() => run(end(poll.id))}
        />
      ))}
      {chair && <Ask ask={ask} />}
    </div>
  );
}

interface OnePollProps {
  poll: Poll;
  chair: boolean;
  vote: (option: number) => void;
  end: () => void;
}

function OnePoll({ poll, chair, vote, end }: OnePollProps) {
  const { t } = useTranslation();
  const { question, secret, open, options, voted } = poll;
  return (
    <section className="panel-section" aria-label={question}>
      <h3>{question}</h3>
      <span className="quiet">
        {t(secret ? 'room.polls.secret' : 'room.polls.named')} · {t(open ? 'room.polls.open' : 'room.polls.closed')}
      </span>
      <ul className="people-list">
        {options.map(({ text, votes, names }, index) => (
          <li key={index} className="person-line">
            <span className="person-name">
              {text}
              <span className="quiet">{names.join(t('room.polls.and'))}</span>
            </span>
            {/* Sums that grow one by one would tell who has just voted: the hub says them at the end. */}
            {!(secret && open) && <strong>{votes}</strong>}
            {open && !voted && (
              <button
                type="button"
                className="room-plain"
                aria-label={t('room.polls.voteFor', { name: text })}
                onClick={() => vote(index)}
              >
                {t('room.polls.vote')}
              </button>
            )}
          </li>
        ))}
      </ul>
      {chair && open && (
        <button type="button" className="room-plain" onClick={end}>
          {t('room.polls.end')}
        </button>
      )}
    </section>
  );
}

function Ask({ ask }: { ask: (body: PollCreate) => Promise<void> }) {
  const { t } = useTranslation();
  const { busy, problem, send } = useSending();
  const [question, setQuestion] = useState('');
  const [lines, setLines] = useState('');
  const [secret, setSecret] = useState(false);
  const options = lines
    .split('\n')
    .map((line) => line.trim().slice(0, 80))
    .filter(Boolean)
    .slice(0, 10);
  return (
    <form
      className="panel-section minutes"
      onSubmit={(event) => {
        event.preventDefault();
        void send(async () => {
          await ask({ question: question.trim(), secret, options });
          setQuestion('');
          setLines('');
        });
      }}
    >
      <h3>{t('room.polls.ask')}</h3>
      {problem && <Problem error={problem} />}
      <label>
        {t('room.polls.question')}
        <input maxLength={200} value={question} onChange={({ target }) => setQuestion(target.value)} />
      </label>
      <label>
        {t('room.polls.options')}
        <textarea rows={3} value={lines} onChange={({ target }) => setLines(target.value)} />
      </label>
      <label className="chair-switch">
        <input type="checkbox" checked={secret} onChange={({ target }) => setSecret(target.checked)} />
        {t('room.polls.makeSecret')}
      </label>
      <button type="submit" className="room-plain" disabled={busy || !question.trim() || options.length < 2}>
        {t('room.polls.begin')}
      </button>
    </form>
  );
}

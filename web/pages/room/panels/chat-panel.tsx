import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LONGEST_MESSAGE } from '../../../../server/contract/meeting-side.ts';
import { HubError } from '../../../api/hub-error.ts';
import { Problem } from '../../../components/problem.tsx';
import { useLanguage } from '../../../hooks/use-language.ts';
import { formatMoment } from '../../../i18n/format.ts';
import { useRoomUse } from '../room-context.ts';
import type { Chat } from '../use-chat.ts';

/** What is written in the room: text, and nothing but text. */
export function ChatPanel({ chat: { messages, error } }: { chat: Chat }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { room, state, chair } = useRoomUse();
  const [text, setText] = useState('');
  const busy = useRef(false);
  const [problem, setProblem] = useState<HubError | null>(null);
  const list = useRef<HTMLOListElement>(null);
  const may = chair || state.settings.mayChat;
  useEffect(() => {
    if (list.current) list.current.scrollTop = list.current.scrollHeight;
  }, [messages]);

  const send = async (): Promise<void> => {
    const written = text.trim();
    // On a slow line a second press must not write it twice.
    if (!written || busy.current) return;
    busy.current = true;
    try {
      await room.chat(written);
      // What was typed meanwhile stays.
      setText((now) => (now === text ? '' : now));
      setProblem(null);
    } catch (thrown) {
      setProblem(HubError.from(thrown));
    } finally {
      busy.current = false;
    }
  };
  const shown = problem ?? error;
  return (
    <>
      <ol className="chat-list" ref={list} aria-live="polite" tabIndex={0} aria-label={t('room.panel.chat')}>
        {messages.map(({ id, name, text: written, at }) => (
          <li key={id}>
            <span className="quiet">
              <bdi>{name}</bdi> {formatMoment(at, language)}
            </span>
            <p dir="auto">{written}</p>
          </li>
        ))}
      </ol>
      {shown && <Problem error={shown} />}
      <form
        className="chat-form"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <textarea
          rows={2}
          maxLength={LONGEST_MESSAGE}
          aria-label={t('room.chat.text')}
          placeholder={t(may ? 'room.chat.hint' : 'room.chat.closed')}
          disabled={!may}
          value={text}
          onChange={({ target }) => setText(target.value)}
          onKeyDown={(event) => {
            // While a word is being composed, Enter chooses it.
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            void send();
          }}
        />
        <button type="submit" className="room-plain" disabled={!may || !text.trim()}>
          {t('room.chat.send')}
        </button>
      </form>
    </>
  );
}

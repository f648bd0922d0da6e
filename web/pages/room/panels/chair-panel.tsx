import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChairAct, RoomSettings } from '../../../../server/contract/meeting-room.ts';
import { useRoomUse } from '../room-context.ts';
import { roomLayouts } from '../room-keys.ts';
import { Lobby } from './lobby.tsx';

/** Whoever is called next may speak for so long, s. */
const FLOOR_S = 180;
/** Each picture of a cycle stands for so long, s. */
const CYCLES = [10, 20, 30, 60] as const;
const switches = ['mayUnmute', 'mayShare', 'mayChat', 'locked'] as const;

/** What a chair does about all. */
export function ChairPanel() {
  const { t } = useTranslation();
  const { room, state, run } = useRoomUse();
  const { settings, participants, rollCall } = state;
  const [banner, setBanner] = useState(settings.banner);
  const [ending, setEnding] = useState(false);
  const act = (what: ChairAct): void => run(room.act(what));
  const set = (changed: Partial<Omit<RoomSettings, 'endsAt'>>): void => act({ act: 'set', settings: changed });
  const hands = participants.filter(({ handAt }) => handAt !== null).length;
  return (
    <div className="panel-body">
      <Lobby />
      <section className="panel-section chair-acts">
        <Act word={t('room.chair.muteAll')} press={() => act({ act: 'mute-all' })} />
        <Act
          word={t('room.chair.callNext', { count: hands })}
          disabled={hands === 0}
          press={() => act({ act: 'call-next', seconds: FLOOR_S })}
        />
        <Act
          word={t(rollCall ? 'room.roll.end' : 'room.chair.rollCall')}
          press={() => act({ act: 'roll-call', begin: !rollCall })}
        />
        <Act word={t('room.chair.ringAbsent')} press={() => act({ act: 'ring-absent' })} />
        {settings.spotlight !== null && <Act word={t('room.acts.unspot')} press={() => set({ spotlight: null })} />}
      </section>
      <section className="panel-section">
        {switches.map((name) => (
          <label key={name} className="chair-switch">
            <input
              type="checkbox"
              checked={settings[name]}
              onChange={({ target }) => set({ [name]: target.checked })}
            />
            {t(`room.chair.${name}`)}
          </label>
        ))}
      </section>
      <section className="panel-section chair-fields">
        <label>
          {t('room.chair.layout')}
          <select
            value={settings.layout ?? ''}
            onChange={({ target }) => set({ layout: roomLayouts.find((one) => one === target.value) ?? null })}
          >
            <option value="">{t('room.chair.free')}</option>
            {roomLayouts.map((one) => (
              <option key={one} value={one}>
                {t(`room.layout.${one}`)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('room.chair.cycle')}
          <select
            value={settings.cycle ?? ''}
            onChange={({ target }) => set({ cycle: target.value === '' ? null : Number(target.value) })}
          >
            <option value="">{t('room.chair.noCycle')}</option>
            {CYCLES.map((seconds) => (
              <option key={seconds} value={seconds}>
                {t('room.chair.seconds', { count: seconds })}
              </option>
            ))}
          </select>
        </label>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            set({ banner: banner.trim() });
          }}
        >
          <label>
            {t('room.chair.banner')}
            <input maxLength={200} value={banner} onChange={({ target }) => setBanner(target.value)} />
          </label>
          <button type="submit" className="room-plain" disabled={banner.trim() === settings.banner}>
            {t('room.chair.show')}
          </button>
        </form>
      </section>
      <section className="panel-section chair-acts">
        <Act word={t('room.chair.extend', { count: 15 })} press={() => act({ act: 'extend', minutes: 15 })} />
        <Act word={t('room.chair.extend', { count: 30 })} press={() => act({ act: 'extend', minutes: 30 })} />
        <Act
          word={t(ending ? 'room.chair.endSure' : 'room.chair.end')}
          bad
          press={() => (ending ? act({ act: 'end' }) : setEnding(true))}
        />
      </section>
    </div>
  );
}

function Act({ word, press, disabled, bad }: { word: string; press: () => void; disabled?: boolean; bad?: boolean }) {
  return (
    <button
      type="button"
      className="room-plain"
      data-tone={bad ? 'bad' : undefined}
      disabled={disabled}
      onClick={press}
    >
      {word}
    </button>
  );
}

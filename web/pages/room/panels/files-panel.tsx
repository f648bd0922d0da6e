import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LARGEST_FILE } from '../../../../server/contract/file.ts';
import { download, upload } from '../../../api/client.ts';
import { HubError } from '../../../api/hub-error.ts';
import { saveFile } from '../../../api/save-file.ts';
import { Problem } from '../../../components/problem.tsx';
import { useRoomUse } from '../room-context.ts';
import { useFiles } from '../use-side.ts';

/** Files of the meeting: to be saved, never opened by the page. */
export default function FilesPanel() {
  const { t } = useTranslation();
  const { room, run } = useRoomUse();
  const files = useFiles();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<HubError | null>(null);
  const [tooLarge, setTooLarge] = useState('');

  const add = async (file: File): Promise<void> => {
    setProblem(null);
    setTooLarge(file.size > LARGEST_FILE ? file.name : '');
    if (file.size > LARGEST_FILE) return;
    setBusy(true);
    try {
      // Of a long name the end says what it is.
      await upload('meeting.addFile', { params: { id: room.meetingId }, query: { name: file.name.slice(-120) } }, file);
      files.readAgain();
    } catch (thrown) {
      setProblem(HubError.from(thrown));
    } finally {
      setBusy(false);
    }
  };
  const get = async (itemId: string, name: string): Promise<void> => {
    saveFile(await download('meeting.file', { params: { id: room.meetingId, itemId } }), name);
  };
  const shown = problem ?? files.error;
  return (
    <div className="panel-body">
      {shown && <Problem error={shown} />}
      {tooLarge && (
        <p className="bad" role="alert">
          {t('room.files.tooLarge', { name: tooLarge })}
        </p>
      )}
      <label className="file-add">
        {t(busy ? 'room.files.sending' : 'room.files.add')}
        <input
          type="file"
          disabled={busy}
          onChange={({ target }) => {
            const [file] = target.files ?? [];
            if (file) void add(file);
            target.value = '';
          }}
        />
      </label>
      {files.data?.files.length === 0 && <p className="quiet">{t('room.files.none')}</p>}
      <ul className="people-list">
        {files.data?.files.map(({ id, name, bytes, byName }) => (
          <li key={id} className="person-line">
            <span className="person-name">
              <bdi>{name}</bdi>
              <span className="quiet">
                {t('room.files.by', { name: byName, size: (bytes / 1024 / 1024).toFixed(1) })}
              </span>
            </span>
            <button
              type="button"
              className="room-plain"
              aria-label={t('room.files.saveNamed', { name })}
              onClick={() => run(get(id, name))}
            >
              {t('room.files.save')}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

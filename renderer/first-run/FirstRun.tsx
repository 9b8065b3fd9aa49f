/** The page of an empty library: what Descant does, and one field. The library opens as soon as a folder is chosen. */
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { addDemo, addFolder } from '../folder-choice/add-folder.ts';
import { FolderField } from '../folder-choice/FolderField.tsx';
import { focusTarget } from '../navigation/focus-targets.ts';
import { goTo } from '../navigation/use-address.ts';
import { api, errorWords } from '../service/client.ts';
import { announce } from '../messages/announcements.ts';
import { Mark } from '../controls/Mark.tsx';
import { Button } from '../controls/Button.tsx';
import { Note } from '../controls/Note.tsx';
import { t } from '../words/text.ts';
import styles from './FirstRun.module.css';

/** What is being done, of the two things that begin a library. */
type Doing = 'folder' | 'demo';

export function FirstRun() {
  const [path, setPath] = useState('');
  const [doing, setDoing] = useState<Doing | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { data: music = null } = useQuery(api.library.musicFolder.queryOptions());

  async function begin(what: Doing, work: () => Promise<unknown>, done: string): Promise<void> {
    // Who uses keys goes on by keys: nothing near the button is a place for them in the library.
    const byKeys = document.activeElement?.matches(':focus-visible') ?? false;
    setDoing(what);
    setProblem(null);
    try {
      goTo({ page: 'library' });
      await work();
      if (byKeys) focusTarget('search', true);
      announce(done);
    } catch (error) {
      setProblem(errorWords(error));
      setDoing(null);
    }
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    scan(path);
  }

  function scan(chosen: string): void {
    const done = t('Scanning the folder. Tracks appear in the library as they are found.');
    void begin('folder', () => addFolder(chosen), done);
  }

  return (
    <main className={styles.first}>
      <svg className={styles.staff} viewBox="0 0 1440 320" preserveAspectRatio="none" aria-hidden="true">
        <path className={styles.line} d="M0 120h1440M0 146h1440M0 172h1440M0 198h1440M0 224h1440" />
        <path
          className={styles.tune}
          d="M-20 214c120 0 130-78 260-78s130 78 260 78 130-70 260-70 130 62 260 62 150-74 280-74 120 40 180 44"
        />
        <path
          className={styles.descant}
          d="M-20 96c140-20 170-70 300-70s150 72 290 60 160-66 300-60 150 62 290 48 180-60 320-46"
        />
      </svg>
      <div className={styles.words}>
        <div className={styles.brand}>
          <Mark size={34} />
          <span>Descant</span>
        </div>
        <h1>{t('Edit your music library, not your files')}</h1>
        <p className={styles.lead}>
          {t(
            'Descant reads your music so that you can search it, edit its tags and find similar tracks. Your edits are kept in a library and appear in every player that opens the mounted folder; the files themselves stay unchanged, bit for bit.',
          )}
        </p>
        <form className={styles.form} onSubmit={submit}>
          <FolderField
            label={t('Where is your music?')}
            value={path}
            focused
            onChange={(typed) => {
              setPath(typed);
              setProblem(null);
            }}
          />
          <Button type="submit" look="primary" size="large" disabled={doing !== null || path.trim() === ''}>
            {doing === 'folder' ? t('Opening …') : t('Scan this folder')}
          </Button>
        </form>
        {problem === null ? null : (
          <Note tone="problem" urgent>
            {problem}
          </Note>
        )}
        {music === null ? null : (
          <div className={styles.offer}>
            <Button disabled={doing !== null} onClick={() => scan(music)}>
              {t('Scan {{folder}}', { folder: music })}
            </Button>
          </div>
        )}
        <p className={styles.small}>{t('Nothing leaves this machine. You can add more folders later.')}</p>
        <div className={styles.demo}>
          <p>
            {t('No music at hand? Descant can make ten short pieces to try it with: two albums with covers, 17 MB.')}
          </p>
          <Button
            disabled={doing !== null}
            onClick={() => void begin('demo', addDemo, t('The demo is in the library.'))}
          >
            {doing === 'demo' ? t('Making the demo …') : t('Try the demo')}
          </Button>
        </div>
      </div>
    </main>
  );
}

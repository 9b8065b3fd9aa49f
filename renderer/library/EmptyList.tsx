/** Shown in place of the tracks when there are none: why, and what to do. */
import { focusTarget } from '../navigation/focus-targets.ts';
import { goTo } from '../navigation/use-address.ts';
import { useJobs } from '../service/use-jobs.ts';
import { useSummary } from '../service/use-summary.ts';
import { Button } from '../controls/Button.tsx';
import { folderForDisplay } from '../words/folder-path.ts';
import { t } from '../words/text.ts';
import styles from './EmptyList.module.css';

export function EmptyList({ query }: { readonly query: string }) {
  const summary = useSummary();
  const scanning = useJobs().some((job) => job.job === 'scan' && job.state === 'running');
  if (query.trim() !== '') return <NoMatch />;
  const folders = summary?.folders.map((folder) => folderForDisplay(folder.path)).join(', ') ?? '';
  return scanning ? (
    <div className={styles.empty}>
      <h2>{t('Scanning {{folders}}', { folders })}</h2>
      <p>{t('Tracks appear here as they are found. The files are only read, never written.')}</p>
    </div>
  ) : (
    <div className={styles.empty}>
      <h2>{t('No music was found')}</h2>
      <p>
        {t(
          'There are no audio files that Descant can read in {{folders}}. It reads FLAC, MP3, Ogg Vorbis, Opus, M4A, WAV and AIFF.',
          { folders },
        )}
      </p>
      <Button
        onClick={() => {
          goTo({ page: 'settings' });
          focusTarget('add-folder', true);
        }}
      >
        {t('Choose other folders')}
      </Button>
    </div>
  );
}

function NoMatch() {
  return (
    <WaysToSearch
      title={t('Nothing matches')}
      lead={t('A track matches if its tags contain all words. Other ways to search:')}
    />
  );
}

/** Shown while a search cannot be understood and no tracks of an earlier one can stay; the field says why it cannot. */
export function NotUnderstood() {
  return (
    <WaysToSearch
      title={t('This search is not understood')}
      lead={t('The reason stands below the search. Ways to search:')}
    />
  );
}

function WaysToSearch({ title, lead }: { readonly title: string; readonly lead: string }) {
  return (
    <div className={styles.empty}>
      <h2>{title}</h2>
      <p>{lead}</p>
      <dl className={styles.hints}>
        <div>
          <dt>
            <code>genre:folk</code>
          </dt>
          <dd>{t('the genre contains “folk”')}</dd>
        </div>
        <div>
          <dt>
            <code>year:1996..2024</code>
          </dt>
          <dd>{t('from 1996 to 2024')}</dd>
        </div>
        <div>
          <dt>
            <code>-live</code>
          </dt>
          <dd>{t('without the word “live”')}</dd>
        </div>
        <div>
          <dt>
            <code>artist:="Juniper Hall"</code>
          </dt>
          <dd>{t('exactly this artist')}</dd>
        </div>
        <div>
          <dt>
            <code>missing:genre</code>
          </dt>
          <dd>{t('tracks without a genre')}</dd>
        </div>
      </dl>
      <Button onClick={() => goTo({ query: '' })}>{t('Show all tracks')}</Button>
    </div>
  );
}

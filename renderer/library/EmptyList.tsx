/** Shown in place of the tracks when there are none: why, and what to do. */
import { goTo } from '../navigation/use-address.ts';
import { useJobs } from '../service/use-jobs.ts';
import { useSummary } from '../service/use-summary.ts';
import { Button } from '../controls/Button.tsx';
import { folderForDisplay } from '../words/folder-path.ts';
import styles from './EmptyList.module.css';

export function EmptyList({ query }: { readonly query: string }) {
  const summary = useSummary();
  const scanning = useJobs().some((job) => job.job === 'scan' && job.state === 'running');
  if (query.trim() !== '') return <NoMatch />;
  const folders = summary?.folders.map((folder) => folderForDisplay(folder.path)).join(', ') ?? '';
  return scanning ? (
    <div className={styles.empty}>
      <h2>Scanning {folders}</h2>
      <p>Tracks appear here as they are found. The files are only read, never written.</p>
    </div>
  ) : (
    <div className={styles.empty}>
      <h2>No music was found</h2>
      <p>
        There are no audio files that Descant can read in {folders}. It reads FLAC, MP3, Ogg Vorbis, Opus, M4A, WAV and
        AIFF.
      </p>
      <Button onClick={() => goTo({ page: 'settings' })}>Choose other folders</Button>
    </div>
  );
}

function NoMatch() {
  return (
    <div className={styles.empty}>
      <h2>Nothing matches</h2>
      <p>A track matches if its tags contain all words. Other ways to search:</p>
      <dl className={styles.hints}>
        <div>
          <dt>genre:folk</dt>
          <dd>the genre contains “folk”</dd>
        </div>
        <div>
          <dt>year:1996..2024</dt>
          <dd>from 1996 to 2024</dd>
        </div>
        <div>
          <dt>-live</dt>
          <dd>without the word “live”</dd>
        </div>
        <div>
          <dt>artist:="Juniper Hall"</dt>
          <dd>exactly this artist</dd>
        </div>
        <div>
          <dt>missing:genre</dt>
          <dd>tracks without a genre</dd>
        </div>
      </dl>
      <Button onClick={() => goTo({ query: '' })}>Show all tracks</Button>
    </div>
  );
}
